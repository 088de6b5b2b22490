-- What a project has on the disk, as tables. Texts and articles are everybody's; what hangs on a
-- layer is its annotator's, and the layer '' is what all share, or the result.
-- Every row that readers follow bears the transaction that wrote it last, as xact.

create schema postil;

create table postil.migration (
    number int primary key,
    at timestamptz not null default now()
);

-- In UTF-8 as bytes, for a text may hold what the type text does not.
create table postil.text (
    digest text collate "C" primary key,
    body bytea not null
);

-- The body is the document that an article's file has. versions are the digests of earlier texts.
create table postil.article (
    id text collate "C" primary key,
    digest text collate "C" not null references postil.text,
    versions text[] collate "C" not null default '{}',
    imprint text collate "C",
    origin text collate "C",
    body json not null,
    added timestamptz not null default now(),
    xact xid8 not null default pg_current_xact_id()
);
create index on postil.article (digest);
create index on postil.article using gin (versions);
create index on postil.article (imprint);
create index on postil.article using hash (origin);  -- a path may be longer than a tree takes
create index on postil.article (xact);

-- The digest is that of the text that the layer's offsets count.
create table postil.layer (
    article text collate "C" not null references postil.article,
    layer text collate "C" not null,
    digest text collate "C" not null,
    status text not null default 'open',
    touched timestamptz not null default now(),
    xact xid8 not null default pg_current_xact_id(),
    primary key (article, layer)
);
create index on postil.layer (xact);

create table postil.annotation (
    article text collate "C",
    layer text collate "C",
    id text collate "C",
    label text not null,
    annotator text not null,
    verdict text not null,
    body json not null,
    primary key (article, layer, id),
    foreign key (article, layer) references postil.layer on delete cascade
);

-- Links, decisions and codes, by the key that they have in a file.
create table postil.value (
    article text collate "C",
    layer text collate "C",
    kind text collate "C",
    key text collate "C",
    body json not null,
    primary key (article, layer, kind, key),
    foreign key (article, layer) references postil.layer on delete cascade
);

-- The history. A change that is sent twice is the same row. The writer is the role that logged in,
-- whatever name is in the change.
create table postil.change (
    seq bigint generated always as identity primary key,
    article text collate "C" not null,
    layer text collate "C" not null,
    id text collate "C" not null,
    body json not null,
    at timestamptz not null default now(),
    writer text collate "C" not null default current_user,
    xact xid8 not null default pg_current_xact_id(),
    unique (layer, article, id)
);
create index on postil.change (xact);

-- The project's other small files, by their paths under .postil.
create table postil.file (
    layer text collate "C" not null,
    path text collate "C" not null,
    body bytea not null,
    xact xid8 not null default pg_current_xact_id(),
    primary key (layer, path)
);
create index on postil.file (xact);

-- What was taken out, row by row, until somebody deletes it here: its other columns as words, for
-- a body may hold what no function on JSON reads.
create table postil.removed (
    action text collate "C" not null,
    article text collate "C" not null,
    kind text not null,
    columns text[] not null,
    body json,
    text bytea,
    at timestamptz not null default now(),
    by text not null default session_user
);
create index on postil.removed (action);

-- The digest that the offsets of the suggestions for all count.
create function postil.shared_digest(article text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select l.digest from postil.layer l where l.article = $1 and l.layer = ''
$$;

-- Takes an article out, with every layer's rows, and keeps all of it; whether a text of it stays,
-- or null where there is no such article. Texts that other articles have, or had, stay.
create function postil.remove_article(article text, action text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    digests text[];
begin
    perform postil.check_remover();
    select a.versions || a.digest into digests from postil.article a where a.id = $1 for update;
    if not found then
        return null;
    end if;
    perform from postil.layer l where l.article = $1 order by l.layer for update;
    insert into postil.removed (action, article, kind, columns, body)
        select $2, r.id, 'article',
            array[r.digest, r.imprint, r.origin, r.added::text] || r.versions, r.body
        from postil.article r where r.id = $1;
    insert into postil.removed (action, article, kind, columns)
        select $2, $1, 'layer', array[r.layer, r.digest, r.status, r.touched::text]
        from postil.layer r where r.article = $1;
    insert into postil.removed (action, article, kind, columns, body)
        select $2, $1, 'annotation', array[r.layer, r.id, r.label, r.annotator, r.verdict], r.body
        from postil.annotation r where r.article = $1;
    insert into postil.removed (action, article, kind, columns, body)
        select $2, $1, 'value', array[r.layer, r.kind, r.key], r.body
        from postil.value r where r.article = $1;
    insert into postil.removed (action, article, kind, columns, body)
        select $2, $1, 'change', array[r.layer, r.id, r.at::text, r.writer, r.seq::text], r.body
        from postil.change r where r.article = $1 order by r.seq;
    delete from postil.change r where r.article = $1;
    delete from postil.layer r where r.article = $1;
    delete from postil.article r where r.id = $1;
    begin
        with gone as (
            delete from postil.text t
            where t.digest = any (digests) and not exists (
                select from postil.article a
                where a.digest = t.digest or a.versions @> array[t.digest]
            )
            returning t.digest, t.body
        )
        insert into postil.removed (action, article, kind, columns, text)
            select $2, $1, 'text', array[gone.digest], gone.body from gone;
    exception when foreign_key_violation then
        null;  -- somebody has added an article with this text meanwhile
    end;
    return exists (select from postil.text t where t.digest = any (digests));
end
$$;

-- Puts back the articles that one action took out, with all that hung on them; how many. One that
-- was added again since stays as it is.
create function postil.restore(action text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    ids text[] := array(
        select r.article from postil.removed r
        where r.action = $1 and r.kind = 'article'
            and not exists (select from postil.article a where a.id = r.article)
    );
begin
    perform postil.check_remover();
    insert into postil.text (digest, body)
        select r.columns[1], r.text from postil.removed r
        where r.action = $1 and r.kind = 'text' and r.article = any (ids)
        on conflict do nothing;
    insert into postil.article (id, digest, imprint, origin, added, versions, body)
        select r.article, r.columns[1], r.columns[2], r.columns[3], r.columns[4]::timestamptz,
            r.columns[5:], r.body
        from postil.removed r
        where r.action = $1 and r.kind = 'article' and r.article = any (ids);
    insert into postil.layer (article, layer, digest, status, touched)
        select r.article, r.columns[1], r.columns[2], r.columns[3], r.columns[4]::timestamptz
        from postil.removed r
        where r.action = $1 and r.kind = 'layer' and r.article = any (ids);
    insert into postil.annotation (article, layer, id, label, annotator, verdict, body)
        select r.article, r.columns[1], r.columns[2], r.columns[3], r.columns[4], r.columns[5],
            r.body
        from postil.removed r
        where r.action = $1 and r.kind = 'annotation' and r.article = any (ids);
    insert into postil.value (article, layer, kind, key, body)
        select r.article, r.columns[1], r.columns[2], r.columns[3], r.body
        from postil.removed r
        where r.action = $1 and r.kind = 'value' and r.article = any (ids);
    insert into postil.change (article, layer, id, at, writer, body)
        select r.article, r.columns[1], r.columns[2], r.columns[3]::timestamptz, r.columns[4],
            r.body
        from postil.removed r
        where r.action = $1 and r.kind = 'change' and r.article = any (ids)
        order by r.columns[5]::bigint;
    return cardinality(ids);
end
$$;
