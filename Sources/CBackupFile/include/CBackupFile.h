#ifndef HINDCAST_CBACKUPFILE_H
#define HINDCAST_CBACKUPFILE_H

#include <stdint.h>

struct sqlite3;

/// A file that a backup is written to, over what an interrupted one left.
typedef struct hc_backup_file hc_backup_file;

/// Opens a database at a path that has nothing for SQLite, whatever lies there: what is written is
/// compared with that, and only differences reach the disk. Returns SQLite's code; the database, where
/// there is one, is to be closed before the file is freed.
int hc_backup_file_open(const char *path, struct sqlite3 **db, hc_backup_file **file);

/// How many bytes were written that lay there already.
int64_t hc_backup_file_kept(const hc_backup_file *file);

/// Cuts off what lies behind the end of what was written, and syncs; the database must be open still.
/// Returns SQLite's code.
int hc_backup_file_finish(hc_backup_file *file);

/// Frees the file, once its database is closed.
void hc_backup_file_free(hc_backup_file *file);

#endif
