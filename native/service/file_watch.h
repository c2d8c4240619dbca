// Notices when files change: written again, replaced, or behind a link that was turned.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace precheck::service {

class FileWatch {
 public:
  FileWatch() = default;
  ~FileWatch() { stop(); }
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Before the file is read for the first time, so that no change in between is missed. `changed`
  // will be called on the thread of the watch.
  void add(std::string path, std::function<void()> changed);

  // Looks from now on, until the end: at once where the kernel tells (inotify), and every few
  // seconds where it does not, as on network file systems.
  void start();

  // Nothing is called from now on.
  void stop();

 private:
  struct Watched {
    std::string path;
    std::function<void()> changed;
    struct stat seen;
  };

  void watch();
  void look();

  std::vector<Watched> files_;
  int events_ = -1;  // inotify
  int stop_ = -1;    // eventfd
  std::thread thread_;
};

}  // namespace precheck::service
