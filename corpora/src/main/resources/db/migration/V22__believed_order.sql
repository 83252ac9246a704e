-- Labels a run believes of a clip, the most probable first, parted by vertical bars, so that lists of
-- clips can ask where the leading label stands among them. Null where nobody has ordered them yet, as
-- after an upgrade, which the web app makes good when it starts.
alter table estimate add column ranked varchar(20000);
