#include "SimulatedDisk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512 };

/// A write, or, without bytes, a truncation.
typedef struct change {
  int64_t offset;
  int64_t count;
  uint8_t *bytes;
  uint64_t number;
  struct change *next;
} change;

/// Bytes that are certain.
typedef struct {
  uint8_t *bytes;
  int64_t size;
  int64_t capacity;
} image;

struct hc_disk_file {
  char *path;
  // Its own, since closing it would end SQLite's locks; closed when all is forgotten.
  int descriptor;
  int is_writable;
  image certain;
  change *first;
  change *last;
  int is_created;
  int is_removed;
  int is_removal_certain;
  hc_disk_file *next;
};

/// How much of what was not synced survives.
enum { NOTHING, EVERYTHING, BEGINNING, SOME_WRITES, SOME_SECTORS, WAYS };

static hc_disk_file *files;
static uint64_t changes;

uint64_t hc_random(uint64_t *state) {
  *state += 0x9E3779B97F4A7C15u;
  uint64_t value = *state;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

static int below(uint64_t *random, uint64_t bound) { return (int)(hc_random(random) % bound); }

static void resize(image *image, int64_t size) {
  if (size > image->capacity) {
    image->capacity = size * 2;
    image->bytes = realloc(image->bytes, (size_t)image->capacity);
  }
  if (size > image->size) memset(image->bytes + image->size, 0, (size_t)(size - image->size));
  image->size = size;
}

static void put(image *image, int64_t offset, const uint8_t *bytes, int64_t count) {
  if (count <= 0) return;
  if (offset + count > image->size) resize(image, offset + count);
  memcpy(image->bytes + offset, bytes, (size_t)count);
}

static void apply(image *image, const change *change) {
  if (change->bytes) {
    put(image, change->offset, change->bytes, change->count);
  } else {
    resize(image, change->offset);
  }
}

static void free_changes(hc_disk_file *file) {
  for (change *change = file->first; change;) {
    struct change *next = change->next;
    free(change->bytes);
    free(change);
    change = next;
  }
  file->first = file->last = NULL;
}

static int is_at(const hc_disk_file *file, const char *path) {
  struct stat held, named;
  return strcmp(file->path, path) == 0 && fstat(file->descriptor, &held) == 0 &&
         stat(path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

static int load(hc_disk_file *file) {
  struct stat status;
  if (fstat(file->descriptor, &status) != 0) return 0;
  resize(&file->certain, status.st_size);
  for (int64_t offset = 0; offset < status.st_size;) {
    ssize_t count = pread(
      file->descriptor, file->certain.bytes + offset, (size_t)(status.st_size - offset), offset
    );
    if (count <= 0) return 0;
    offset += count;
  }
  return 1;
}

hc_disk_file *hc_disk_open(const char *path, int is_new) {
  for (hc_disk_file *file = files; file; file = file->next) {
    if (!file->is_removed && is_at(file, path)) return file;
  }
  int descriptor = open(path, O_RDWR | O_CLOEXEC);
  int is_writable = descriptor >= 0;
  if (!is_writable) descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return NULL;
  hc_disk_file *file = calloc(1, sizeof(hc_disk_file));
  file->is_writable = is_writable;
  file->path = strdup(path);
  file->descriptor = descriptor;
  file->is_created = is_new;
  file->next = files;
  files = file;
  if (!is_new && !load(file)) return NULL;
  return file;
}

const char *hc_disk_path(const hc_disk_file *file) { return file->path; }

static void append(hc_disk_file *file, int64_t offset, const void *bytes, int64_t count) {
  change *change = calloc(1, sizeof(struct change));
  change->offset = offset;
  change->count = count;
  change->number = ++changes;
  if (bytes) {
    change->bytes = malloc((size_t)count + 1);
    memcpy(change->bytes, bytes, (size_t)count);
  }
  if (file->last) {
    file->last->next = change;
  } else {
    file->first = change;
  }
  file->last = change;
}

void hc_disk_write(hc_disk_file *file, int64_t offset, const void *bytes, int64_t count) {
  if (count > 0) append(file, offset, bytes, count);
}

void hc_disk_truncate(hc_disk_file *file, int64_t size) { append(file, size, NULL, 0); }

void hc_disk_sync(hc_disk_file *file) {
  for (change *change = file->first; change; change = change->next) apply(&file->certain, change);
  free_changes(file);
}

void hc_disk_drop(hc_disk_file *file) { free_changes(file); }

void hc_disk_remove(const char *path) {
  for (hc_disk_file *file = files; file; file = file->next) {
    if (!file->is_removed && strcmp(file->path, path) == 0) file->is_removed = 1;
  }
}

static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) : 0;
}

void hc_disk_sync_folder(const char *path) {
  size_t length = folder_length(path);
  for (hc_disk_file *file = files; file; file = file->next) {
    if (folder_length(file->path) != length || strncmp(file->path, path, length) != 0) continue;
    file->is_created = 0;
    if (file->is_removed) file->is_removal_certain = 1;
  }
}

/// Puts the sectors of a write that survive: as they should be, as they were, or as nonsense.
static void tear(image *image, const change *change, uint64_t *random) {
  for (int64_t start = 0; start < change->count;) {
    int64_t end = ((change->offset + start) / SECTOR + 1) * SECTOR - change->offset;
    if (end > change->count) end = change->count;
    int choice = below(random, 16);
    if (choice == 0) {
      uint8_t noise[SECTOR];
      for (int64_t index = 0; index < end - start; index++) noise[index] = (uint8_t)hc_random(random);
      put(image, change->offset + start, noise, end - start);
    } else if (choice < 9) {
      put(image, change->offset + start, change->bytes + start, end - start);
    }
    start = end;
  }
}

static void survive(image *image, const hc_disk_file *file, int way, uint64_t cut, uint64_t *random) {
  for (change *change = file->first; change; change = change->next) {
    switch (way) {
      case EVERYTHING: apply(image, change); break;
      case BEGINNING:
        if (change->number < cut) apply(image, change);
        break;
      case SOME_WRITES:
        if (below(random, 2)) apply(image, change);
        break;
      case SOME_SECTORS:
        if (change->bytes) {
          tear(image, change, random);
        } else if (below(random, 2)) {
          apply(image, change);
        }
        break;
      default: break;
    }
  }
}

static int write_image(int descriptor, const image *image) {
  if (ftruncate(descriptor, 0) != 0) return errno;
  for (int64_t offset = 0; offset < image->size;) {
    ssize_t count =
      pwrite(descriptor, image->bytes + offset, (size_t)(image->size - offset), offset);
    if (count <= 0) return errno ? errno : EIO;
    offset += count;
  }
  return 0;
}

/// Brings back a file whose removal was lost.
static int bring_back(const hc_disk_file *file, const image *image) {
  int descriptor = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return errno == EEXIST ? 0 : errno;
  int error = write_image(descriptor, image);
  close(descriptor);
  return error;
}

int hc_disk_crash(uint64_t *random) {
  int way = below(random, WAYS);
  uint64_t first = changes;
  for (hc_disk_file *file = files; file; file = file->next) {
    if (file->first && file->first->number < first) first = file->first->number;
  }
  uint64_t cut = first + hc_random(random) % (changes - first + 2);
  int error = 0;
  for (hc_disk_file *file = files; file && !error; file = file->next) {
    if (file->is_removal_certain) continue;
    image left = {NULL, 0, 0};
    put(&left, 0, file->certain.bytes, file->certain.size);
    survive(&left, file, way, cut, random);
    int is_other = way != EVERYTHING && below(random, 2);
    if (file->is_removed) {
      if (is_other && !file->is_created) error = bring_back(file, &left);
    } else if (file->is_created && is_other && is_at(file, file->path)) {
      unlink(file->path);
    } else if (file->is_writable) {
      error = write_image(file->descriptor, &left);
    }
    free(left.bytes);
  }
  return error;
}

void hc_disk_forget(void) {
  while (files) {
    hc_disk_file *file = files;
    files = file->next;
    free_changes(file);
    free(file->certain.bytes);
    free(file->path);
    close(file->descriptor);
    free(file);
  }
}
