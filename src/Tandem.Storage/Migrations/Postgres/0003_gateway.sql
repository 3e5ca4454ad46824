-- Virtual keys. The secret is kept as a hash only. A row is never deleted: the ledger names keys by id.
CREATE TABLE virtual_key (
    key_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    secret_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT NOT NULL,
    owner TEXT COLLATE "C",
    team TEXT COLLATE "C",
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('user', 'admin')),
    data_class TEXT COLLATE "C" CHECK (data_class IN ('private', 'shareable')),
    pool TEXT NOT NULL,
    limit_nano_usd BIGINT,
    period TEXT COLLATE "C" NOT NULL CHECK (period IN ('day', 'week', 'month', 'total')),
    requests_per_minute BIGINT,
    tokens_per_minute BIGINT,
    created_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C",
    revoked_at TEXT COLLATE "C"
);

-- Conversations that a client goes on with by the id of an answer (previous_response_id, thread). Text, and so deletable.
CREATE TABLE kept_conversation (
    owner TEXT COLLATE "C" NOT NULL,
    answer_id TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (owner, answer_id)
);
CREATE INDEX kept_conversation_expires ON kept_conversation (expires_at);
