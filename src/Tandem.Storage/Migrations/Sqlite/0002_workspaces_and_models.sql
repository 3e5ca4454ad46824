-- Whether external models may see a folder's text. The newest row of a folder counts; rows are kept as the record of who said so.
CREATE TABLE workspace_consent (
    path TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    data_class TEXT NOT NULL CHECK (data_class IN ('private', 'shareable')),
    decided_by TEXT NOT NULL,
    PRIMARY KEY (path, decided_at)
) WITHOUT ROWID;

-- What each model was seen to do: its last few hundred attempts.
CREATE TABLE model_observation (
    model TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    input_bytes INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_bytes INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    first_token_ms REAL NOT NULL,
    duration_ms REAL NOT NULL
);
CREATE INDEX model_observation_model ON model_observation (model, seen_at);
