/* Lets the Nth file call under a folder fail, or kills the program before or after it.
 *
 * FAIL_UNDER is the folder, FAIL_AT the number of the call (from 1; 0 only counts), FAIL_HOW one of
 * full, error, short, before, after. The number of calls is written to FAIL_COUNT at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int count, watched[4096];

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name)

static int starts(const char *path) {
    const char *folder = getenv("FAIL_UNDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

/* Whether a name, as seen from an open folder, is under the one that is watched. */
static int under(int folder, const char *path) {
    if (folder == AT_FDCWD || path[0] == '/') return starts(path);
    char name[64], place[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    ssize_t size = readlink(name, place, sizeof place - 1);
    if (size < 0) return 0;
    snprintf(place + size, sizeof place - size, "/%s", path);
    return starts(place);
}

static int due(void) {
    const char *at = getenv("FAIL_AT");
    return ++count == (at ? atoi(at) : 0);
}

static int how(const char *word) {
    const char *is = getenv("FAIL_HOW");
    return is && strcmp(is, word) == 0;
}

/* Whether the call of a watched place is to fail now; kills the program if it is to die before. */
static int fails(int here, int *after) {
    *after = 0;
    if (!here || !due()) return 0;
    if (how("before")) raise(SIGKILL);
    *after = how("after");
    if (how("full")) errno = ENOSPC;
    if (how("error")) errno = EIO;
    return how("full") || how("error");
}

#define CALL(type, bad, here, ...) do { \
        int after; \
        if (fails(here, &after)) return bad; \
        type result = real(__VA_ARGS__); \
        if (after) raise(SIGKILL); \
        return result; \
    } while (0)

static int opened(int handle, int here) {
    if (handle >= 0 && handle < 4096) watched[handle] = here;
    return handle;
}

static int open_any(
    int (*real)(int, const char *, int, ...), int folder, const char *path, int flags, mode_t mode
) {
    int after, inside = under(folder, path);
    int here = inside && (flags & (O_WRONLY | O_RDWR | O_CREAT | O_DIRECTORY));
    if (fails(here, &after)) return -1;
    int handle = opened(real(folder, path, flags, mode), inside);
    if (after) raise(SIGKILL);
    return handle;
}

#define MODE va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, int); va_end(rest);

#define OPEN(name, at) \
    int name(const char *path, int flags, ...) { \
        MODE \
        REAL(int, #at, int, const char *, int, ...); \
        return open_any(real, AT_FDCWD, path, flags, mode); \
    } \
    int at(int folder, const char *path, int flags, ...) { \
        MODE \
        REAL(int, #at, int, const char *, int, ...); \
        return open_any(real, folder, path, flags, mode); \
    }
OPEN(open, openat)
OPEN(open64, openat64)

ssize_t write(int handle, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int here = handle >= 0 && handle < 4096 && watched[handle], after;
    if (fails(here, &after)) return -1;
    const char *at = getenv("FAIL_AT");
    if (here && count == (at ? atoi(at) : 0) && how("short") && size > 1) size /= 2;
    ssize_t result = real(handle, data, size);
    if (after) raise(SIGKILL);
    return result;
}

#define SYNC(name) \
    int name(int handle) { \
        REAL(int, #name, int); \
        CALL(int, -1, handle >= 0 && handle < 4096 && watched[handle], handle); \
    }
SYNC(fsync)
SYNC(syncfs)

int renameat(int there, const char *from, int folder, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    CALL(int, -1, under(folder, to), there, from, folder, to);
}

int linkat(int there, const char *from, int folder, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    CALL(int, -1, under(folder, to), there, from, folder, to, flags);
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    CALL(int, -1, under(folder, path), folder, path, flags);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    CALL(int, -1, under(folder, path), folder, path, mode);
}

__attribute__((destructor)) static void tell(void) {
    const char *file = getenv("FAIL_COUNT");
    FILE *out = file ? fopen(file, "w") : NULL;
    if (out) {
        fprintf(out, "%d", count);
        fclose(out);
    }
}
