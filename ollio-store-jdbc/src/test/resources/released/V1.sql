-- What a database of schema version 1 may hold: one row in each table that later versions must keep.
insert into ollio_owner (id, email, name, image_url, payment_customer, status, created_at) values ('ann', 'ann@example.org', 'Ann', '', 'cus_1', 'ACTIVE', '2026-01-02 03:04:05.678901');
insert into ollio_account (owner, plan_name, plan_limit, plan_period, granted, used, held, period, reset_at, entries) values ('ann', 'free', 100, 'PT720H', 0, 3, 2, 0, '2036-02-01 00:00:00', 3);
insert into ollio_hold (hold_key, owner, amount, captured, state, period, created_at) values ('generation:g0', 'ann', 3, 3, 'CAPTURED', 0, '2026-01-02 03:04:05');
insert into ollio_hold (hold_key, owner, amount, captured, state, period, created_at) values ('generation:g1', 'ann', 2, 0, 'OPEN', 0, '2026-01-02 03:04:05');
insert into ollio_journal (owner, entry, id, kind, subject, amount, happened_at) values ('ann', 1, 'j1', 'HOLD', 'generation:g0', 3, '2026-01-02 03:04:05');
insert into ollio_journal (owner, entry, id, kind, subject, amount, happened_at) values ('ann', 2, 'j2', 'CAPTURE', 'generation:g0', 3, '2026-01-02 03:04:05');
insert into ollio_journal (owner, entry, id, kind, subject, amount, happened_at) values ('ann', 3, 'j3', 'HOLD', 'generation:g1', 2, '2026-01-02 03:04:05');
insert into ollio_project (id, owner, name, name_key, description, status, visibility, created_at, updated_at) values ('p1', 'ann', 'Sign-in', 'sign-in', '', 'ACTIVE', 'SHARED', '2026-01-02 03:04:05', '2026-01-02 03:04:05');
insert into ollio_project_reader (project, owner) values ('p1', 'bob');
insert into ollio_message (id, project, author, content, preview_url, token_count, seen, created_at) values ('m1', 'p1', 'USER', 'Create a login form', null, 0, true, '2026-01-02 03:04:05');
insert into ollio_message (id, project, author, content, preview_url, token_count, seen, created_at) values ('m2', 'p1', 'ASSISTANT', 'Done', null, 12, false, '2026-01-02 03:04:06');
insert into ollio_fragment (message, place, filename, format, code, size_bytes) values ('m2', 0, 'a.html', 'html', '<p>', 3);
insert into ollio_generation (id, project, owner, prompt, idempotency_key, options, status, attempt, reason, detail, version, model_calls, input_tokens, cached_tokens, output_tokens, cost, cost_scale, created_at, updated_at) values ('g1', 'p1', 'ann', 'm1', 'key1', '{}', 'RUNNING', 1, '', '', null, 1, 2, 0, 3, 0.5, 1, '2026-01-02 03:04:05', '2026-01-02 03:04:05');
insert into ollio_trail (generation, last_number, ended_at, cleared) values ('g1', 1, null, false);
insert into ollio_event (generation, number, kind, json, happened_at) values ('g1', 1, 'queued', '{}', '2026-01-02 03:04:05');
