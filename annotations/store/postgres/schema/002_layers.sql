-- Who may do what: a role reads and writes its own layer and no other's, unless its part says so.
-- Roles are the whole server's and a team is one database's, so parts stand in a table of it. All
-- goes by the role that is logged in: what a session can set, whoever has SQL can forge.

create table postil.member (
    role text collate "C" not null,
    part text collate "C" not null check (part in ('annotator', 'reader', 'adjudicator', 'peer')),
    primary key (role, part)
);
comment on column postil.member.part is
    'annotator: has a layer. reader: reads the layers of all annotators. adjudicator: reads all and'
    ' writes the result. peer: reads and writes all.';

-- Bodies without quotes are bound to their tables here: no search path leads them elsewhere.
-- Whether the one who is logged in has marked an article done: what was settled is shown then.
create function postil.finished(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
    select from postil.layer where article = wanted and layer = session_user and status = 'done'
);

-- What the tags of the result say in articles that the one who is logged in has done, as JSON:
-- among it the ids of who and what they mean.
create function postil.settled_values() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
return array(
    select distinct said.value::text
    from postil.layer own
    join postil.annotation tag on tag.article = own.article and tag.layer = ''
    cross join json_each(tag.body -> 'attrs') said
    where own.layer = session_user and own.status = 'done'
);

-- A change bears the role that wrote it; the owner puts back what others wrote.
create policy signed on postil.change as restrictive for insert with check (
    writer = current_user or pg_has_role(current_user, (
        select relowner from pg_catalog.pg_class where oid = 'postil.change'::regclass
    ), 'usage')
);

-- Whether a layer has nothing of an article but what the asker brought there.
create function postil.unbegun(which text, whose text) returns boolean
language sql stable
return not exists (
    select from postil.change where article = which and layer = whose and writer <> current_user
);

-- What all agree on line by line, and what tags of any layer refer to.
create function postil.is_common(path text) returns boolean
language sql immutable
return path ~ '^(team|unaided|splits|guidelines)/';

-- A policy lets through what another one does not. Whether somebody plays a part is asked once a
-- statement. The keeper is the owner, as whom the functions run that do more than their caller may;
-- nobody logs in as it.
do $postil$
declare
    kept text;
    plays constant text := 'exists (select from postil.member'
        ' where role = current_user and part = %L)';
    annotates constant text := format(plays, 'annotator');
    adjudicates constant text := format(plays, 'adjudicator');
    starts constant text := 'layer <> '''' and ' || adjudicates
        || ' and postil.unbegun(article, layer)';
    common constant text := 'layer = '''' and postil.is_common(path) and ' || annotates;
    policy constant text := 'create policy %I on postil.%I for %s %s (%s)';
begin
    foreach kept in array array['layer', 'annotation', 'value', 'change', 'file', 'removed'] loop
        execute format('alter table postil.%I enable row level security', kept);
        execute format('alter table postil.%I force row level security', kept);
        execute format('create policy keeper on postil.%I to current_user using (true)', kept);
        execute format(policy, 'peer', kept, 'all', 'using', format(plays, 'peer'));
        execute format(policy, 'adjudicator', kept, 'select', 'using', adjudicates);
        continue when kept = 'removed';
        execute format(policy, 'own', kept, 'all', 'using',
            'layer in (current_user, current_user || ''.2'') and ' || annotates);
        execute format(policy, 'reader', kept, 'select', 'using',
            'layer <> '''' and ' || format(plays, 'reader'));
        execute format(policy, 'result', kept, 'all', 'using', 'layer = '''' and ' || adjudicates);
        continue when kept = 'file';
        -- So `postil team start` copies what somebody tagged before there was a team.
        execute format(policy, 'start_new', kept, 'insert', 'with check', starts);
        continue when kept = 'change';
        execute format(policy, 'start_more', kept, 'update', 'using', starts);
        execute format(policy, 'start_less', kept, 'delete', 'using', starts);
        -- So `postil review --mine` tells what was decided against one.
        execute format(policy, 'settled', kept, 'select', 'using',
            'layer = '''' and ' || annotates || ' and postil.finished(article)');
    end loop;
    -- The suggestions that wait in the shared layer are everybody's.
    execute format(policy, 'waiting', 'annotation', 'select', 'using',
        'layer = '''' and verdict = ''suggested'' and ' || annotates);
    execute format(policy, 'settled', 'file', 'select', 'using',
        'layer = '''' and path ^@ ''entities/'' and ' || annotates
        || ' and substring(convert_from(body, ''UTF8'') from ''"id": *("([^"\\]|\\.)*")'')'
        || ' = any ((select postil.settled_values())::text[])');
    execute format(policy, 'common', 'file', 'select', 'using', common);
    execute format(policy, 'common_new', 'file', 'insert', 'with check', common);
    execute format(policy, 'common_more', 'file', 'update', 'using', common);
    execute format(policy, 'start_new', 'file', 'insert', 'with check',
        'layer <> '''' and ' || adjudicates);
end
$postil$;
create index on postil.annotation (article) where layer = '' and verdict = 'suggested';

create function postil.only_added() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $postil$
begin
    if tg_op = 'DELETE' or new.layer <> old.layer or new.path <> old.path
        or substring(new.body for length(old.body)) <> old.body
    then
        raise insufficient_privilege using message = 'what all agree on is only added to';
    end if;
    return new;
end
$postil$;
create trigger only_added before update or delete on postil.file for each row
    when (old.layer = '' and postil.is_common(old.path)) execute function postil.only_added();

-- An article goes, and comes back, with the tags of all, so not every annotator may see to that.
create function postil.check_remover() returns void
language plpgsql set search_path = pg_catalog, pg_temp as $postil$
begin
    if not pg_has_role(session_user, current_user, 'member') and not exists (
        select from postil.member where role = session_user and part in ('adjudicator', 'peer')
    ) then
        raise insufficient_privilege using message = 'only an adjudicator may do this';
    end if;
end
$postil$;

-- Nobody can bring in another text under the digest of one that is to come.
alter table postil.text add check (digest = encode(sha256(body), 'hex'));

revoke all on all functions in schema postil from public;
