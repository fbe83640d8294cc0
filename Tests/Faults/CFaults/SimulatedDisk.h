#ifndef HINDCAST_SIMULATED_DISK_H
#define HINDCAST_SIMULATED_DISK_H

#include <stdint.h>

// What a disk holds for certain of each file, and what was changed since and may be lost. Callers hold
// the lock of the faults.

typedef struct hc_disk_file hc_disk_file;

/// SplitMix64.
uint64_t hc_random(uint64_t *state);

/// The file at a path, which was opened just now; what it holds is certain when it is first seen.
/// Returns NULL where it cannot be read.
hc_disk_file *hc_disk_open(const char *path, int is_new);

const char *hc_disk_path(const hc_disk_file *file);

void hc_disk_write(hc_disk_file *file, int64_t offset, const void *bytes, int64_t count);
void hc_disk_truncate(hc_disk_file *file, int64_t size);

/// Makes certain what was changed.
void hc_disk_sync(hc_disk_file *file);

/// Forgets what was changed: it can be read until the power is lost, and no later sync saves it.
void hc_disk_drop(hc_disk_file *file);

/// Notes that the file of a path was removed, which is not certain yet.
void hc_disk_remove(const char *path);

/// Makes certain which files there are in the folder of a path.
void hc_disk_sync_folder(const char *path);

/// Writes what survives a loss of power. Returns 0 or an errno.
int hc_disk_crash(uint64_t *random);

/// Forgets all files.
void hc_disk_forget(void);

#endif
