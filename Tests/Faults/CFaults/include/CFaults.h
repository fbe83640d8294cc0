#ifndef HINDCAST_CFAULTS_H
#define HINDCAST_CFAULTS_H

#include <stdint.h>

/// What goes wrong below SQLite.
enum {
  HC_FAULT_NONE = 0,
  /// Nothing works any more, and what was not synced may be lost, whole or in part.
  HC_FAULT_POWER_LOSS = 1,
  /// Every sync says that it was done and does nothing; then the power is lost.
  HC_FAULT_LYING_SYNC = 2,
  /// A write writes its beginning, and says that the disk is full or that it failed.
  HC_FAULT_SHORT_WRITE = 3,
  /// No file can grow.
  HC_FAULT_FULL = 4,
  /// Writes, truncations, and removals fail.
  HC_FAULT_WRITE = 5,
  HC_FAULT_READ = 6,
  /// Syncs fail, and may drop what was to be synced, as kernels do.
  HC_FAULT_SYNC = 7,
  HC_FAULT_OPEN = 8,
  /// The memory that the connections of a store share cannot be had or locked.
  HC_FAULT_SHARED_MEMORY = 9,
};

/// Registers files that fail, on top of the real ones, as SQLite's default. Returns SQLite's code.
int hc_faults_install(void);

/// Makes the real files the default again, and forgets everything; no file may be open.
void hc_faults_remove(void);

/// Lets a fault happen at the `countdown`th operation that it can befall, `times` times in a row, or
/// until it is lifted where that is 0. The seed decides what is left to chance.
void hc_faults_arm(int fault, int64_t countdown, int64_t times, uint64_t seed);

/// Lets files work again, unless the power was lost.
void hc_faults_lift(void);

/// Cuts the power now, if it is not lost yet.
void hc_faults_lose_power(void);

/// Whether the power was lost.
int hc_faults_is_lost(void);

/// How many operations failed since the fault was armed.
int64_t hc_faults_fired(void);

/// How many operations the fault could have befallen since it was armed.
int64_t hc_faults_operations(void);

/// How many files SQLite has open.
int hc_faults_open_files(void);

/// Leaves on the real disk what survived, where the power was lost, and forgets all files, none of
/// which may be open. Returns 0, or what the system said.
int hc_faults_settle(void);

/// Runs SQL on a store through SQLite alone. Returns SQLite's code.
int hc_execute(const char *path, const char *sql);

/// Copies this process; it must have one thread. Returns what `fork` does.
int hc_fork(void);

#endif
