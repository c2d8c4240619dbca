// A PostgreSQL server of our own, in a folder of its own, on a Unix socket. It refuses to run as
// root, so then it runs as the user `postgres`.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

class PostgresServer {
 public:
  PostgresServer() {
    std::string name = (std::filesystem::temp_directory_path() / "precheck-pg-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    shell("chmod 755 " + folder_);
    if (geteuid() == 0) shell("chown postgres " + folder_);
    initialised_ =
        as_owner("$(ls -d /usr/lib/postgresql/*/bin | tail -1)/initdb --pgdata=" + data() +
                 " --auth=trust --username=precheck --encoding=UTF8 " + "--locale=C --no-sync") &&
        start();
  }
  ~PostgresServer() {
    stop();
    std::filesystem::remove_all(folder_);
  }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  bool ok() const { return initialised_; }

  bool start() const {
    return control(
        "start --options=\"-c listen_addresses='' -c unix_socket_directories=" + folder_ + "\"");
  }
  bool stop() const { return control("stop --mode=immediate"); }

  // `database` is created when it is not there.
  std::string connection(const std::string& database) const {
    shell("psql --quiet --host=" + folder_ +
          " --username=precheck --dbname=postgres --command='CREATE DATABASE " + database + "'");
    return "host=" + folder_ + " user=precheck dbname=" + database;
  }

  // Every byte that the server keeps of the tables and the log.
  std::string data() const { return folder_ + "/data"; }

 private:
  bool control(const std::string& what) const {
    return as_owner("$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_ctl --pgdata=" + data() +
                    " --wait --silent --log=" + folder_ + "/log " + what);
  }
  static bool as_owner(const std::string& command) {
    if (geteuid() != 0) return shell(command);
    setenv("PRECHECK_TEST_COMMAND", command.c_str(), 1);
    return shell("cd / && runuser -u postgres -- sh -c \"$PRECHECK_TEST_COMMAND\"");
  }
  static bool shell(const std::string& command) {
    return std::system(("{ " + command + "; } >/dev/null 2>&1").c_str()) == 0;
  }

  std::string folder_;
  bool initialised_ = false;
};
