-- Conversations with the agent. Rows are only added: a fork is a row that says how many entries it inherits.
CREATE TABLE agent_session (
    session_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    owner TEXT COLLATE "C" NOT NULL,
    workspace TEXT COLLATE "C" NOT NULL,
    assistant TEXT COLLATE "C",
    title TEXT NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    forked_from TEXT COLLATE "C" REFERENCES agent_session,
    inherited BIGINT NOT NULL CHECK (inherited >= 0)
);
CREATE INDEX agent_session_owner ON agent_session (owner, created_at);

-- What was said and done; a fork's first entry of its own follows those it inherits.
CREATE TABLE transcript_entry (
    session_id TEXT COLLATE "C" NOT NULL REFERENCES agent_session,
    sequence BIGINT NOT NULL CHECK (sequence >= 0),
    recorded_at TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (session_id, sequence)
);
