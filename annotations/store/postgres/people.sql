do $postil$
declare
  person record;
  other text;
  thing record;
begin
  -- The owner of the tables is nobody: no one can log in as it.
  begin
    create role postil_owner nologin;
  exception when duplicate_object or unique_violation then null;
  end;
  if exists (select from pg_roles where rolname = 'postil_owner'
             and (rolcanlogin or rolsuper or rolbypassrls or rolcreaterole)) then
    raise exception 'The role postil_owner is there already, and may log in or do too much.'
      using hint = 'alter role postil_owner nologin nosuperuser nobypassrls nocreaterole;';
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant postil_owner to %I', current_user);
    execute format('grant create on database %I to postil_owner', current_database());
  end if;

  for thing in select format('alter schema postil owner to postil_owner') as command
    from pg_namespace where nspname = 'postil' and nspowner <> 'postil_owner'::regrole
    union all
    select format('alter table %s owner to postil_owner', oid::regclass) from pg_class
    where relnamespace = 'postil'::regnamespace and relkind in ('r', 'v')
      and relowner <> 'postil_owner'::regrole
    union all
    select format('alter function %s owner to postil_owner', oid::regprocedure) from pg_proc
    where pronamespace = 'postil'::regnamespace and proowner <> 'postil_owner'::regrole
    union all
    select format('alter policy %I on %I.%I to postil_owner', policyname, schemaname, tablename)
    from pg_policies where schemaname = 'postil' and policyname = 'keeper'
      and roles <> '{postil_owner}'
  loop
    execute thing.command;
  end loop;

  -- Each person is a role of their own, which may do nothing else here.
  for person in select distinct name from postil_people order by name loop
    if not exists (select from pg_roles where rolname = person.name) then
      execute format('create role %I login', person.name);
      raise notice 'The role % is new. Give it a password: \password %',
        person.name, quote_ident(person.name);
    elsif person.name not in (select role from postil.member) then
      raise notice 'The role % was there already. It keeps its password and its other rights.',
        person.name;
    end if;
  end loop;
  for person in select distinct name from postil_people order by name loop
    if not (select rolcanlogin from pg_roles where rolname = person.name) then
      raise exception 'The role % is there already, and nobody can log in as it.', person.name
        using hint = 'Call the annotator otherwise, or drop or rename the role.';
    end if;
    select rolname into other from pg_roles
    where pg_has_role(person.name, oid, 'member')
      and (rolsuper or rolbypassrls or rolcreaterole or rolreplication
           or rolname = 'postil_owner'
           or rolname <> person.name and rolname in (select name from postil_people)
           or rolname like 'pg\_%' and rolname <> 'pg_database_owner')
    order by rolname <> person.name limit 1;
    if found then
      raise exception 'The role % could read everybody''s tags%.', person.name,
        case when other = person.name then ': it is a superuser, or may bypass row-level '
          'security, make roles or copy the server' else ': it may act as ' || other end
        using hint = 'Call the annotator otherwise, or take those rights from the role.';
    end if;
  end loop;

  for person in select distinct role as name from postil.member
    where role not in (select name from postil_people) loop
    delete from postil.member where role = person.name;
    continue when not exists (select from pg_roles where rolname = person.name);
    execute format('revoke all on all tables in schema postil from %I', person.name);
    execute format('revoke all on all functions in schema postil from %I', person.name);
    execute format('revoke all on schema postil from %I', person.name);
    execute format('revoke all on database %I from %I', current_database(), person.name);
    raise notice '% has left: the role stays, and has no rights here.', person.name;
  end loop;
  delete from postil.member where (role, part) not in (select name, part from postil_people);
  insert into postil.member select name, part from postil_people on conflict do nothing;

  for person in select distinct name from postil_people loop
    execute format('grant connect, temporary on database %I to %I',
                   current_database(), person.name);
    execute format('grant usage on schema postil to %I', person.name);
    execute format('grant select on all tables in schema postil to %I', person.name);
    execute format('grant insert on postil.text, postil.change to %I', person.name);
    execute format('grant insert, update on postil.article to %I', person.name);
    execute format('grant insert, update, delete on postil.layer, postil.annotation, '
                   'postil.value, postil.file to %I', person.name);
    execute format('grant execute on all functions in schema postil to %I', person.name);
  end loop;
end $postil$;
