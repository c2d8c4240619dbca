#include "faulty_vfs.h"

#include <sqlite3.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace faulty {
namespace {

// Ours in front, the real file behind it.
struct Handle {
  sqlite3_file base;
  char name[512];
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
Handle* handle(sqlite3_file* file) { return reinterpret_cast<Handle*>(file); }
sqlite3_file* real(sqlite3_file* file) { return handle(file)->real(); }

sqlite3_vfs* real_vfs = nullptr;

bool fails() {
  Disk& state = disk();
  if (state.writes_until_error < 0) return false;
  if (state.writes_until_error > 0) {
    --state.writes_until_error;
    return false;
  }
  if (state.errors_in_a_row-- > 0) return true;
  state.writes_until_error = -1;
  return false;
}

File* remembered(sqlite3_file* file) {
  const auto found = disk().files.find(handle(file)->name);
  return found == disk().files.end() ? nullptr : &found->second;
}

void apply(std::string& content, const File::Change& change) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.is_truncation) {
    content.resize(offset);
    return;
  }
  if (content.size() < offset + change.bytes.size()) content.resize(offset + change.bytes.size());
  content.replace(offset, change.bytes.size(), change.bytes);
}

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read_file(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), to, count, offset);
}

int write_file(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  Disk& state = disk();
  if (state.read_only) return SQLITE_READONLY;
  if (fails()) return SQLITE_IOERR_WRITE;
  if (state.free_bytes >= 0) {
    sqlite3_int64 size = 0;
    real(file)->pMethods->xFileSize(real(file), &size);
    const std::int64_t more = offset + count - size;
    if (more > state.free_bytes) return SQLITE_FULL;
    if (more > 0) state.free_bytes -= more;
  }
  if (File* known = remembered(file)) {
    known->pending.push_back(
        {offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(count)),
         false});
  }
  return real(file)->pMethods->xWrite(real(file), from, count, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (fails()) return SQLITE_IOERR_TRUNCATE;
  if (File* known = remembered(file)) known->pending.push_back({size, "", true});
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int) {
  Disk& state = disk();
  if (fails()) return SQLITE_IOERR_FSYNC;
  ++state.syncs;
  if (File* known = remembered(file)) {
    if (state.on_sync) state.on_sync();
    for (const File::Change& each : known->pending) apply(known->synced, each);
    known->pending.clear();
  }
  return SQLITE_OK;  // the tests' own disk need not be bothered
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
int control(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods = {
    2,        close_file,  read_file,  write_file, truncate_file, sync_file,       file_size,
    lock,     unlock,      check_lock, control,    sector_size,   characteristics, shm_map,
    shm_lock, shm_barrier, shm_unmap,  nullptr,    nullptr};

std::string content_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  Handle* made = handle(file);
  std::memset(static_cast<void*>(made), 0, sizeof(Handle));
  const int code = real_vfs->xOpen(real_vfs, name, made->real(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  made->base.pMethods = &kMethods;
  std::strncpy(made->name, name == nullptr ? "" : name, sizeof made->name - 1);
  if (disk().remember && name != nullptr) disk().files[name] = {content_of(name), {}};
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  disk().files.erase(name);
  return real_vfs->xDelete(real_vfs, name, sync_folder);
}

int allocations_until_error = -1;
sqlite3_mem_methods real_memory;

bool allocation_fails() {
  if (allocations_until_error < 0) return false;
  return allocations_until_error-- == 0;
}
void* allocate(int size) { return allocation_fails() ? nullptr : real_memory.xMalloc(size); }
void* reallocate(void* block, int size) {
  return allocation_fails() ? nullptr : real_memory.xRealloc(block, size);
}

// Before SQLite is used for the first time.
const bool kMemoryWrapped = [] {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
  sqlite3_mem_methods wrapped = real_memory;
  wrapped.xMalloc = allocate;
  wrapped.xRealloc = reallocate;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped) == SQLITE_OK;
}();

}  // namespace

Disk& disk() {
  static Disk one;
  return one;
}

void install() {
  if (real_vfs != nullptr || !kMemoryWrapped) return;
  real_vfs = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs ours = *real_vfs;
  ours.zName = kName;
  ours.szOsFile = static_cast<int>(sizeof(Handle)) + real_vfs->szOsFile;
  ours.xOpen = open_file;
  ours.xDelete = delete_file;
  sqlite3_vfs_register(&ours, /*makeDflt=*/0);
}

void power_loss(const std::string& folder, std::mt19937& random) {
  for (const auto& [name, file] : disk().files) {
    std::string content = file.synced;
    // Writes that were not synced may be there in any order and any number.
    for (const File::Change& each : file.pending) {
      if (random() % 2 == 0) apply(content, each);
    }
    std::ofstream(std::filesystem::path(folder) / std::filesystem::path(name).filename(),
                  std::ios::binary)
        << content;
  }
}

void fail_allocation(int after) { allocations_until_error = after; }

}  // namespace faulty
