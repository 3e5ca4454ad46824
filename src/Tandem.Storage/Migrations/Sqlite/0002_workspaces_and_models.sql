-- Whether external models may see a folder's text. The newest row of a folder counts; rows are kept as the record of who said so.
CREATE TABLE workspace_consent (
    path TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    data_class TEXT NOT NULL CHECK (data_class IN ('private', 'shareable')),
    decided_by TEXT NOT NULL,
    PRIMARY KEY (path, decided_at)
) WITHOUT ROWID;

-- What a model was seen to do: the newest few hundred requests of each.
CREATE TABLE model_observation (
    model TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    input_bytes INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    first_token_ms REAL,
    tokens_per_second REAL
);
CREATE INDEX model_observation_model ON model_observation (model, seen_at);
