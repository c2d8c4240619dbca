#include "service/file_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>

namespace precheck::service {
namespace {

constexpr int kLookAnyway = 5'000;  // milliseconds
constexpr int kSettle = 50;         // milliseconds, for who writes in several steps
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB;

struct stat state_of(const std::string& path) {
  struct stat state {};
  if (stat(path.c_str(), &state) != 0) state = {};
  return state;
}

bool same(const struct stat& left, const struct stat& right) {
  return left.st_dev == right.st_dev && left.st_ino == right.st_ino &&
         left.st_size == right.st_size && left.st_mtim.tv_sec == right.st_mtim.tv_sec &&
         left.st_mtim.tv_nsec == right.st_mtim.tv_nsec;
}

void drain(int descriptor) {
  char bytes[4096];
  while (read(descriptor, bytes, sizeof bytes) > 0) continue;
}

}  // namespace

void FileWatch::stop() {
  if (thread_.joinable()) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(stop_, &one, sizeof one);
    thread_.join();
  }
  if (events_ >= 0) close(events_);
  if (stop_ >= 0) close(stop_);
  events_ = stop_ = -1;
}

void FileWatch::add(std::string path, std::function<void()> changed) {
  const struct stat seen = state_of(path);
  files_.push_back({std::move(path), std::move(changed), seen});
}

void FileWatch::start() {
  if (files_.empty()) return;
  stop_ = eventfd(0, EFD_CLOEXEC);
  events_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  for (const Watched& each : files_) {
    // The folder, because a file that is replaced is another file.
    const std::string folder = std::filesystem::path(each.path).parent_path().string();
    inotify_add_watch(events_, folder.empty() ? "." : folder.c_str(), kEvents);
  }
  thread_ = std::thread([this] { watch(); });
}

void FileWatch::watch() {
  for (;;) {
    pollfd descriptors[] = {{stop_, POLLIN, 0}, {events_, POLLIN, 0}};
    poll(descriptors, 2, kLookAnyway);
    if (descriptors[0].revents != 0) return;
    if (descriptors[1].revents != 0) {
      if (poll(descriptors, 1, kSettle) > 0) return;
      drain(events_);
    }
    look();
  }
}

void FileWatch::look() {
  for (Watched& each : files_) {
    const struct stat now = state_of(each.path);
    if (same(now, each.seen)) continue;
    each.seen = now;
    if (now.st_ino != 0) each.changed();
  }
}

}  // namespace precheck::service
