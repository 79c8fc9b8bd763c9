-- Views for people: the joins that the tables need, with names that say what they hold.
-- Each view and column is described in db/metadata.py.

create view provision as
select p.id, p.version_id as version, p.label, t.heading, t.text, p.kind, p.num, p.depth, p.position,
       m.label as measure, u.label as parent, w.id as work, v.date, v.status,
       '/' || w.id || '/' || substr(v.id, length(w.id) + 2) || '/' || p.slug as path, p.text_id
from provisions p
join texts t on t.id = p.text_id
join versions v on v.id = p.version_id and p.rowid between v.place + 1 and v.place + v.provisions
join works w on w.id = v.work_id
left join provisions m on m.rowid = p.rowid - p.position + p.measure
left join provisions u on u.rowid = p.rowid - p.position + p.parent;

create view measure as
select p.id, p.version_id as version, p.label, t.heading as title, i.application, i.duties,
       (select group_concat(line, char(10)) from
         (select trim(s.printed || ' ' || trim(x.heading || ' ' || x.text)) as line
          from provisions s join texts x on x.id = s.text_id
          where s.rowid > p.rowid and s.rowid <= p.rowid - p.position + p.last
          order by s.rowid)) as text,
       v.date, v.status, v.work_id as work, p.position,
       '/' || v.work_id || '/' || substr(v.id, length(v.work_id) + 2) || '/' || p.slug as path
from provisions p
join texts t on t.id = p.text_id
join versions v on v.id = p.version_id
left join index_entries i on i.version_id = p.version_id and i.measure = p.label
where p.kind = 'measure';

create view change as
select c.id, k.work_id as work, k.before_id as version_before, k.after_id as version_after, a.date, c.kind,
       (select group_concat(value, '; ') from json_each(c.before)) as before,
       (select group_concat(value, '; ') from json_each(c.after)) as after,
       c.heading, c.measure, c.words_added, c.words_removed, c.by_work || ' ' || c.by_instruction as explained_by, c.edits
from changes c
join comparisons k on k.id = c.comparison_id
join versions a on a.id = k.after_id;

create view change_provision as
select c.id || ' ' || x.position as id, c.id as change, x.role, x.before, x.after, b.id as before_id, a.id as after_id
from change_provisions x
join changes c on c.rowid = x.change_row
left join provisions b on b.rowid = x.before_row
left join provisions a on a.rowid = x.after_row;

create view instruction as
select e.id, v.work_id as instrument, e.instruction, e.type, e.work_id as amends, e.label, e.text as as_printed,
       o.state, o.reason, (select group_concat(value, '; ') from json_each(o.nodes)) as provisions,
       o.consolidation_id as as_amended
from effects e
join versions v on v.id = e.version_id
left join instruction_outcomes o on o.instrument_id = e.version_id and o.num = e.instruction;

create view ask as
select a.id, w.title as statement, v.date, s.issuer, s.addressee, a.num, a.heading, a.text
from asks a
join versions v on v.id = a.version_id
join works w on w.id = v.work_id
join statements s on s.version_id = a.version_id;

create view source_check as
select coalesce(s.source_id, s.url) as source,
       max(case when s.outcome in ('ok', 'unchanged') then s.time end) as last_good,
       max(s.time) as last_checked, count(*) as checks,
       sum(s.outcome not in ('ok', 'unchanged')) as failures,
       max(case when s.outcome not in ('ok', 'unchanged') then s.time || ' ' || s.outcome end) as last_failure
from sightings s
group by coalesce(s.source_id, s.url);
