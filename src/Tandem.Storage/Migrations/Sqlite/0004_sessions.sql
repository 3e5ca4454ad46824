-- Conversations with the agent. Rows are only added: a fork is a row that says how many entries it inherits.
CREATE TABLE agent_session (
    session_id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    workspace TEXT NOT NULL,
    assistant TEXT,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL,
    forked_from TEXT REFERENCES agent_session,
    inherited INTEGER NOT NULL CHECK (inherited >= 0)
);
CREATE INDEX agent_session_owner ON agent_session (owner, created_at);

-- What was said and done; a fork's first entry of its own follows those it inherits.
CREATE TABLE transcript_entry (
    session_id TEXT NOT NULL REFERENCES agent_session,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    recorded_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (session_id, sequence)
);
