// The tables, version by version. A released step is never changed; a new one is added at the end.
#pragma once

#include <string_view>

namespace precheck::ledger {

struct Migration {
  std::int64_t version;
  std::string_view statement;  // BLOB stands for the database's own word
};

inline constexpr Migration kMigrations[] = {
    {1,
     "CREATE TABLE precheck_events (sequence BIGINT PRIMARY KEY, kind TEXT NOT NULL, "
     "account BLOB, at BIGINT NOT NULL, key TEXT NOT NULL, detail TEXT, seal BLOB NOT NULL, "
     "link BLOB NOT NULL)"},
    {2,
     "CREATE INDEX precheck_events_account ON precheck_events (account, sequence) "
     "WHERE account IS NOT NULL"},
    {3, "CREATE INDEX precheck_events_at ON precheck_events (at) WHERE account IS NOT NULL"},
    {4,
     "CREATE TABLE precheck_answers (reference BLOB PRIMARY KEY, request BLOB NOT NULL, "
     "account BLOB NOT NULL, at BIGINT NOT NULL, key TEXT NOT NULL, answer TEXT NOT NULL, "
     "seal BLOB NOT NULL)"},
    {5, "CREATE INDEX precheck_answers_at ON precheck_answers (at)"},
    {6, "CREATE INDEX precheck_answers_account ON precheck_answers (account)"},
};

}  // namespace precheck::ledger
