#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

void clinux_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // The limit does not apply where core dumps are piped to a program.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

#if defined(__x86_64__)
#define CLINUX_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CLINUX_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

int clinux_forbid_programs(void) {
#if defined(CLINUX_ARCHITECTURE) && defined(SYS_seccomp)
    // A call in the way of another architecture has other numbers, and so has one of x32, which are large.
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CLINUX_ARCHITECTURE, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0 ? 0 : -1;
#else
    return -1;
#endif
}

int clinux_open_entry(int folder, const char *name) {
    return openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
}

int clinux_timer(long long nanoseconds) {
    int timer = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (timer < 0) return -1;
    long long time = nanoseconds > 1 ? nanoseconds : 1;
    struct itimerspec alarm = {.it_value = {.tv_sec = time / 1000000000, .tv_nsec = time % 1000000000}};
    if (timerfd_settime(timer, 0, &alarm, NULL) == 0) return timer;
    close(timer);
    return -1;
}

int clinux_memory_file(void) { return memfd_create("", MFD_CLOEXEC); }

void clinux_write_back(int file, long long start, long long end) {
    const long long piece = 8 << 20;
    int number = errno;
    start -= start % piece;
    end -= end % piece;
    // Disk errors are left to fsync(2) to report.
    if (end > start) sync_file_range(file, start, end - start, SYNC_FILE_RANGE_WRITE);
    errno = number;
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int clinux_lock_byte(int file, long long place, _Bool is_locked) {
    struct flock lock = {
        .l_type = is_locked ? F_WRLCK : F_UNLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    return fcntl(file, F_OFD_SETLK, &lock);
}

_Bool clinux_is_open_elsewhere(int file) {
    // The kernel sends a signal when somebody opens the file during the lease. SIGURG is ignored by default.
    if (fcntl(file, F_SETSIG, SIGURG) != 0 || fcntl(file, F_SETLEASE, F_WRLCK) != 0) return errno == EAGAIN;
    fcntl(file, F_SETLEASE, F_UNLCK);
    return 0;
}

_Bool clinux_is_byte_locked(int file, long long place) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    return fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

int clinux_watch_child(int child) {
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, child, 0);
#else
    return -1;
#endif
}

void clinux_close_rest(void *actions) { posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1); }

short clinux_spawn_flags(_Bool is_detached) {
    return (is_detached ? POSIX_SPAWN_SETSID : 0) | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
}
