#include "CFaults.h"
#include "SimulatedDisk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

// Files that fail, between SQLite and the real ones (https://www.sqlite.org/vfs.html).
//
// Writes reach the real files at once, so that whoever reads them past SQLite sees them, too; beside
// them the simulated disk knows what a loss of power would leave. Files are not mapped into memory:
// these methods have no xFetch. Temporary files are the real ones'.

/// What SQLite asks for.
typedef enum { OPEN, READ, WRITE, GROW, TRUNCATE, SYNC, REMOVE, SHARE } operation;

typedef struct {
  sqlite3_file base;
  hc_disk_file *disk;
  // A file that SQLite made beside the store: the first sync makes its name certain.
  int syncs_folder;
  sqlite3_file *real;
} faulty_file;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs faulty;
static sqlite3_vfs *real;
static int open_files;

static struct {
  int fault;
  int64_t countdown;
  int64_t times;
  int64_t fired;
  int64_t operations;
  uint64_t random;
  int is_lost;
} state;

static int befalls(int fault, operation operation) {
  switch (fault) {
    case HC_FAULT_POWER_LOSS:
    case HC_FAULT_LYING_SYNC: return operation >= WRITE && operation <= REMOVE;
    case HC_FAULT_SHORT_WRITE: return operation == WRITE || operation == GROW;
    case HC_FAULT_FULL: return operation == GROW;
    case HC_FAULT_WRITE: return operation >= WRITE && operation <= REMOVE && operation != SYNC;
    case HC_FAULT_READ: return operation == READ;
    case HC_FAULT_SYNC: return operation == SYNC;
    case HC_FAULT_OPEN: return operation == OPEN;
    case HC_FAULT_SHARED_MEMORY: return operation == SHARE;
    default: return 0;
  }
}

/// Whether an operation fails.
static int fails(operation operation) {
  if (state.is_lost) return 1;
  if (!befalls(state.fault, operation)) return 0;
  state.operations++;
  if (state.countdown > 1) {
    state.countdown--;
    return 0;
  }
  if (state.times > 0 && state.fired >= state.times) return 0;
  state.fired++;
  if (state.fault == HC_FAULT_POWER_LOSS || state.fault == HC_FAULT_LYING_SYNC) state.is_lost = 1;
  return 1;
}

static int chance(void) { return (int)(hc_random(&state.random) & 1); }

static sqlite3_file *below(sqlite3_file *file) { return ((faulty_file *)file)->real; }

static hc_disk_file *disk(sqlite3_file *file) { return ((faulty_file *)file)->disk; }

static int faulty_close(sqlite3_file *file) {
  pthread_mutex_lock(&lock);
  int code = below(file)->pMethods->xClose(below(file));
  open_files--;
  pthread_mutex_unlock(&lock);
  return code;
}

static int faulty_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  pthread_mutex_lock(&lock);
  int code = fails(READ) ? SQLITE_IOERR_READ
                         : below(file)->pMethods->xRead(below(file), bytes, count, offset);
  pthread_mutex_unlock(&lock);
  return code;
}

/// Writes to the real file, and notes what it did.
static int write_through(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  int code = below(file)->pMethods->xWrite(below(file), bytes, count, offset);
  if (code == SQLITE_OK && disk(file)) hc_disk_write(disk(file), offset, bytes, count);
  return code;
}

static int write_failing(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  switch (state.fault) {
    case HC_FAULT_SHORT_WRITE: {
      int part = (int)(hc_random(&state.random) % (uint64_t)count);
      if (part > 0) write_through(file, bytes, part, offset);
      return chance() ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    case HC_FAULT_FULL: return SQLITE_FULL;
    default: return SQLITE_IOERR_WRITE;
  }
}

static int faulty_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  pthread_mutex_lock(&lock);
  int was_lost = state.is_lost;
  sqlite3_int64 size = 0;
  int code = below(file)->pMethods->xFileSize(below(file), &size);
  if (code == SQLITE_OK) {
    if (!fails(offset + count > size ? GROW : WRITE)) {
      code = write_through(file, bytes, count, offset);
    } else {
      // The write at which the power goes may have been done, in whole or in part.
      if (!was_lost && state.is_lost && disk(file)) hc_disk_write(disk(file), offset, bytes, count);
      code = write_failing(file, bytes, count, offset);
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size) {
  pthread_mutex_lock(&lock);
  int was_lost = state.is_lost;
  int is_failing = fails(TRUNCATE);
  int code = SQLITE_IOERR_TRUNCATE;
  if (!is_failing) code = below(file)->pMethods->xTruncate(below(file), size);
  if (disk(file) && (code == SQLITE_OK || (!was_lost && state.is_lost))) {
    hc_disk_truncate(disk(file), size);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static void make_certain(sqlite3_file *file) {
  if (!disk(file)) return;
  hc_disk_sync(disk(file));
  if (((faulty_file *)file)->syncs_folder) hc_disk_sync_folder(hc_disk_path(disk(file)));
  ((faulty_file *)file)->syncs_folder = 0;
}

static int faulty_sync(sqlite3_file *file, int flags) {
  (void)flags;
  pthread_mutex_lock(&lock);
  int was_lost = state.is_lost;
  int code = SQLITE_OK;
  if (fails(SYNC)) {
    code = SQLITE_IOERR_FSYNC;
    // The sync at which the power goes may have been done; one that fails may have lost what it had.
    if (!was_lost && state.fault == HC_FAULT_POWER_LOSS && chance()) {
      make_certain(file);
    } else if (state.fault == HC_FAULT_SYNC && disk(file) && chance()) {
      hc_disk_drop(disk(file));
    }
  } else if (state.fault != HC_FAULT_LYING_SYNC) {
    make_certain(file);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int faulty_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  if (state.is_lost) return SQLITE_IOERR_FSTAT;
  return below(file)->pMethods->xFileSize(below(file), size);
}

static int faulty_lock(sqlite3_file *file, int level) {
  if (state.is_lost) return SQLITE_IOERR_LOCK;
  return below(file)->pMethods->xLock(below(file), level);
}

static int faulty_unlock(sqlite3_file *file, int level) {
  return below(file)->pMethods->xUnlock(below(file), level);
}

static int faulty_check_reserved_lock(sqlite3_file *file, int *is_held) {
  return below(file)->pMethods->xCheckReservedLock(below(file), is_held);
}

static int faulty_file_control(sqlite3_file *file, int control, void *argument) {
  if (control == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
  return below(file)->pMethods->xFileControl(below(file), control, argument);
}

static int faulty_sector_size(sqlite3_file *file) {
  return below(file)->pMethods->xSectorSize(below(file));
}

static int faulty_device_characteristics(sqlite3_file *file) {
  return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

static int faulty_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **at) {
  pthread_mutex_lock(&lock);
  int is_failing = fails(SHARE);
  pthread_mutex_unlock(&lock);
  *at = NULL;
  if (is_failing) return SQLITE_IOERR_SHMMAP;
  return below(file)->pMethods->xShmMap(below(file), page, size, extend, at);
}

static int faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  if (flags & SQLITE_SHM_LOCK) {
    pthread_mutex_lock(&lock);
    int is_failing = fails(SHARE);
    pthread_mutex_unlock(&lock);
    if (is_failing) return SQLITE_IOERR_SHMLOCK;
  }
  return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}

static void faulty_shm_barrier(sqlite3_file *file) {
  below(file)->pMethods->xShmBarrier(below(file));
}

static int faulty_shm_unmap(sqlite3_file *file, int removes) {
  return below(file)->pMethods->xShmUnmap(below(file), removes);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = faulty_close,
  .xRead = faulty_read,
  .xWrite = faulty_write,
  .xTruncate = faulty_truncate,
  .xSync = faulty_sync,
  .xFileSize = faulty_file_size,
  .xLock = faulty_lock,
  .xUnlock = faulty_unlock,
  .xCheckReservedLock = faulty_check_reserved_lock,
  .xFileControl = faulty_file_control,
  .xSectorSize = faulty_sector_size,
  .xDeviceCharacteristics = faulty_device_characteristics,
  .xShmMap = faulty_shm_map,
  .xShmLock = faulty_shm_lock,
  .xShmBarrier = faulty_shm_barrier,
  .xShmUnmap = faulty_shm_unmap,
};

enum { KEPT = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL };

static int faulty_open(
  sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags
) {
  (void)vfs;
  faulty_file *opened = (faulty_file *)file;
  memset(opened, 0, sizeof(faulty_file));
  opened->real = (sqlite3_file *)(opened + 1);
  pthread_mutex_lock(&lock);
  int code = SQLITE_CANTOPEN;
  if (!fails(OPEN)) {
    int is_kept = name && (flags & KEPT);
    int is_new = is_kept && access(name, F_OK) != 0;
    code = real->xOpen(real, name, opened->real, flags, out_flags);
    if (code == SQLITE_OK) {
      opened->base.pMethods = &methods;
      opened->syncs_folder =
        is_kept && (flags & SQLITE_OPEN_CREATE) && !(flags & SQLITE_OPEN_MAIN_DB);
      open_files++;
      if (is_kept) opened->disk = hc_disk_open(name, is_new);
    } else if (opened->real->pMethods) {
      opened->real->pMethods->xClose(opened->real);
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int faulty_delete(sqlite3_vfs *vfs, const char *name, int syncs_folder) {
  (void)vfs;
  pthread_mutex_lock(&lock);
  int code = SQLITE_IOERR_DELETE;
  if (!fails(REMOVE)) {
    code = real->xDelete(real, name, 0);
    if (code == SQLITE_OK) {
      hc_disk_remove(name);
      if (syncs_folder && state.fault != HC_FAULT_LYING_SYNC) hc_disk_sync_folder(name);
    }
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int faulty_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  (void)vfs;
  if (state.is_lost) return SQLITE_IOERR_ACCESS;
  return real->xAccess(real, name, flags, result);
}

static int faulty_full_pathname(sqlite3_vfs *vfs, const char *name, int count, char *path) {
  (void)vfs;
  return real->xFullPathname(real, name, count, path);
}

static int faulty_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
  (void)vfs;
  return real->xRandomness(real, count, bytes);
}

static int faulty_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return real->xSleep(real, microseconds);
}

static int faulty_current_time(sqlite3_vfs *vfs, double *time) {
  (void)vfs;
  return real->xCurrentTime(real, time);
}

static int faulty_last_error(sqlite3_vfs *vfs, int count, char *text) {
  (void)vfs;
  return real->xGetLastError(real, count, text);
}

static int faulty_current_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  (void)vfs;
  return real->xCurrentTimeInt64(real, time);
}

int hc_faults_install(void) {
  if (!real) {
    sqlite3_initialize();
    real = sqlite3_vfs_find(NULL);
    if (!real) return SQLITE_ERROR;
    faulty = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = (int)sizeof(faulty_file) + real->szOsFile,
      .mxPathname = real->mxPathname,
      .zName = "hindcast-faults",
      .xOpen = faulty_open,
      .xDelete = faulty_delete,
      .xAccess = faulty_access,
      .xFullPathname = faulty_full_pathname,
      .xRandomness = faulty_randomness,
      .xSleep = faulty_sleep,
      .xCurrentTime = faulty_current_time,
      .xGetLastError = faulty_last_error,
      .xCurrentTimeInt64 = faulty_current_time_int64,
    };
  }
  memset(&state, 0, sizeof(state));
  return sqlite3_vfs_register(&faulty, 1);
}

void hc_faults_remove(void) {
  pthread_mutex_lock(&lock);
  hc_disk_forget();
  memset(&state, 0, sizeof(state));
  pthread_mutex_unlock(&lock);
  sqlite3_vfs_unregister(&faulty);
  sqlite3_vfs_register(real, 1);
}

void hc_faults_arm(int fault, int64_t countdown, int64_t times, uint64_t seed) {
  pthread_mutex_lock(&lock);
  memset(&state, 0, sizeof(state));
  state.fault = fault;
  state.countdown = countdown;
  state.times = times;
  state.random = seed;
  pthread_mutex_unlock(&lock);
}

void hc_faults_lift(void) {
  pthread_mutex_lock(&lock);
  state.fault = HC_FAULT_NONE;
  pthread_mutex_unlock(&lock);
}

void hc_faults_lose_power(void) {
  pthread_mutex_lock(&lock);
  state.is_lost = 1;
  pthread_mutex_unlock(&lock);
}

int hc_faults_is_lost(void) { return state.is_lost; }

int64_t hc_faults_fired(void) { return state.fired; }

int64_t hc_faults_operations(void) { return state.operations; }

int hc_faults_open_files(void) { return open_files; }

int hc_faults_settle(void) {
  pthread_mutex_lock(&lock);
  int error = state.is_lost ? hc_disk_crash(&state.random) : 0;
  hc_disk_forget();
  state.is_lost = 0;
  state.fault = HC_FAULT_NONE;
  pthread_mutex_unlock(&lock);
  return error;
}

int hc_execute(const char *path, const char *sql) {
  sqlite3 *connection = NULL;
  int code = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, NULL);
  if (code == SQLITE_OK) code = sqlite3_exec(connection, sql, NULL, NULL, NULL);
  int closing = sqlite3_close(connection);
  return code == SQLITE_OK ? closing : code;
}

int hc_fork(void) { return (int)fork(); }
