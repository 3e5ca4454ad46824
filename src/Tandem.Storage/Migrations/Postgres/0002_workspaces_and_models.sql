-- Whether external models may see a folder's text. The newest row of a folder counts; rows are kept as the record of who said so.
CREATE TABLE workspace_consent (
    path TEXT COLLATE "C" NOT NULL,
    decided_at TEXT COLLATE "C" NOT NULL,
    data_class TEXT COLLATE "C" NOT NULL CHECK (data_class IN ('private', 'shareable')),
    decided_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (path, decided_at)
);

-- What each model was seen to do: its last few hundred attempts.
CREATE TABLE model_observation (
    model TEXT COLLATE "C" NOT NULL,
    seen_at TEXT COLLATE "C" NOT NULL,
    input_bytes BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_bytes BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    first_token_ms DOUBLE PRECISION NOT NULL,
    duration_ms DOUBLE PRECISION NOT NULL
);
CREATE INDEX model_observation_model ON model_observation (model, seen_at);
