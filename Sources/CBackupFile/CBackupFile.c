#include "CBackupFile.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A layer of SQLite's (https://www.sqlite.org/vfs.html) between the database of a backup and its real
// file. SQLite never reads what an interrupted backup left: the file is empty for it until it has
// written. So nothing of that is ever believed, and each page is in the end as it was written.

/// The greatest page; that in which SQLite locks is never written.
enum { PAGE_MAX = 65536, LOCK_PAGE = 0x40000000 };

struct hc_backup_file {
  sqlite3_vfs vfs;
  char name[64];
  sqlite3_file *real;
  /// How much of the file SQLite knows.
  sqlite3_int64 size;
  /// How much lay there before.
  sqlite3_int64 rest;
  sqlite3_int64 kept;
  unsigned char found[PAGE_MAX];
};

typedef struct {
  sqlite3_file base;
  hc_backup_file *backup;
} backup_handle;

static hc_backup_file *backup_of(sqlite3_file *file) { return ((backup_handle *)file)->backup; }

static sqlite3_file *real_of(sqlite3_file *file) { return backup_of(file)->real; }

static int backup_close(sqlite3_file *file) {
  sqlite3_file *real = real_of(file);
  backup_of(file)->real = NULL;
  return real->pMethods->xClose(real);
}

static int backup_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  sqlite3_int64 known = backup_of(file)->size - offset;
  if (known >= count) return real_of(file)->pMethods->xRead(real_of(file), bytes, count, offset);
  memset(bytes, 0, (size_t)count);
  if (known > 0) {
    int code = real_of(file)->pMethods->xRead(real_of(file), bytes, (int)known, offset);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_IOERR_SHORT_READ;
}

/// Whether there are the same bytes already; what cannot be read is written.
static int lies_there(hc_backup_file *backup, const void *bytes, int count, sqlite3_int64 offset) {
  if (count > PAGE_MAX || offset + count > backup->rest) return 0;
  sqlite3_file *real = backup->real;
  return real->pMethods->xRead(real, backup->found, count, offset) == SQLITE_OK &&
    memcmp(backup->found, bytes, (size_t)count) == 0;
}

static int backup_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  hc_backup_file *backup = backup_of(file);
  if (lies_there(backup, bytes, count, offset)) {
    backup->kept += count;
  } else {
    int code = backup->real->pMethods->xWrite(backup->real, bytes, count, offset);
    if (code != SQLITE_OK) return code;
  }
  if (backup->size < offset + count) backup->size = offset + count;
  return SQLITE_OK;
}

static int backup_truncate(sqlite3_file *file, sqlite3_int64 size) {
  backup_of(file)->size = size;
  return SQLITE_OK;
}

static int backup_sync(sqlite3_file *file, int flags) {
  return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int backup_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  *size = backup_of(file)->size;
  return SQLITE_OK;
}

static int backup_lock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int backup_unlock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int backup_check_reserved_lock(sqlite3_file *file, int *is_held) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), is_held);
}

static int backup_file_control(sqlite3_file *file, int control, void *argument) {
  // A hint about the size would change the real file.
  if (control == SQLITE_FCNTL_SIZE_HINT) return SQLITE_OK;
  return real_of(file)->pMethods->xFileControl(real_of(file), control, argument);
}

static int backup_sector_size(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int backup_device_characteristics(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = backup_close,
  .xRead = backup_read,
  .xWrite = backup_write,
  .xTruncate = backup_truncate,
  .xSync = backup_sync,
  .xFileSize = backup_file_size,
  .xLock = backup_lock,
  .xUnlock = backup_unlock,
  .xCheckReservedLock = backup_check_reserved_lock,
  .xFileControl = backup_file_control,
  .xSectorSize = backup_sector_size,
  .xDeviceCharacteristics = backup_device_characteristics,
};

/// Bytes of another database must not stay in the page that is never written.
static int clear_lock_page(hc_backup_file *backup) {
  sqlite3_file *real = backup->real;
  int code = real->pMethods->xFileSize(real, &backup->rest);
  if (code != SQLITE_OK || backup->rest <= LOCK_PAGE) return code;
  memset(backup->found, 0, PAGE_MAX);
  return real->pMethods->xWrite(real, backup->found, PAGE_MAX, LOCK_PAGE);
}

static int backup_open(
  sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags
) {
  hc_backup_file *backup = vfs->pAppData;
  sqlite3_vfs *root = sqlite3_vfs_find(NULL);
  file->pMethods = NULL;
  if (!(flags & SQLITE_OPEN_MAIN_DB)) return root->xOpen(root, name, file, flags, out_flags);
  sqlite3_file *real = (sqlite3_file *)((char *)file + sizeof(backup_handle));
  real->pMethods = NULL;
  int code = root->xOpen(root, name, real, flags, out_flags);
  if (code == SQLITE_OK) {
    backup->real = real;
    code = clear_lock_page(backup);
  }
  if (code != SQLITE_OK) {
    if (real->pMethods) real->pMethods->xClose(real);
    backup->real = NULL;
    return code;
  }
  ((backup_handle *)file)->backup = backup;
  file->pMethods = &methods;
  return SQLITE_OK;
}

int hc_backup_file_open(const char *path, sqlite3 **db, hc_backup_file **file) {
  *db = NULL;
  hc_backup_file *backup = calloc(1, sizeof(hc_backup_file));
  *file = backup;
  sqlite3_vfs *root = sqlite3_vfs_find(NULL);
  if (backup == NULL || root == NULL) return SQLITE_NOMEM;
  // What is not about the file is the root's, which is handed its own methods' vfs where it asks.
  backup->vfs = *root;
  backup->vfs.pNext = NULL;
  backup->vfs.szOsFile = root->szOsFile + (int)sizeof(backup_handle);
  backup->vfs.pAppData = backup;
  backup->vfs.xOpen = backup_open;
  snprintf(backup->name, sizeof(backup->name), "hindcast-backup-%p", (void *)backup);
  backup->vfs.zName = backup->name;
  int code = sqlite3_vfs_register(&backup->vfs, 0);
  if (code != SQLITE_OK) return code;
  code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, backup->name);
  if (code != SQLITE_OK) return code;
  // Nobody reads the file before it is whole.
  return sqlite3_exec(*db, "PRAGMA journal_mode = OFF", NULL, NULL, NULL);
}

int64_t hc_backup_file_kept(const hc_backup_file *file) { return file->kept; }

int hc_backup_file_finish(hc_backup_file *file) {
  sqlite3_file *real = file->real;
  if (real == NULL) return SQLITE_MISUSE;
  int code = real->pMethods->xTruncate(real, file->size);
  if (code != SQLITE_OK) return code;
  return real->pMethods->xSync(real, SQLITE_SYNC_FULL);
}

void hc_backup_file_free(hc_backup_file *file) {
  if (file == NULL) return;
  sqlite3_vfs_unregister(&file->vfs);
  free(file);
}
