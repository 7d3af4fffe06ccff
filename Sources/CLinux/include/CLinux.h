#pragma once

// Variadic functions, macros and extensions of Linux, which Swift does not import.

/// Forbids core dumps of this process, and other processes of the user to read its memory (core(5), prctl(2)).
void clinux_forbid_dumps(void);

/// Forbids all threads of this process, for good, to start a program: execve(2) and execveat(2) fail with EPERM
/// (seccomp(2)). Where the kernel or the processor has no such filters, nothing happens, and it returns -1.
int clinux_forbid_programs(void);
/// Opens an entry of an open folder for nothing but going on from there: no link is followed, also not a last one, which
/// is opened itself (O_PATH and O_NOFOLLOW of open(2)); -1 on failure.
int clinux_open_entry(int folder, const char *name);
/// A descriptor that becomes readable after so many nanoseconds, in which the machine may have slept; -1 on failure
/// (timerfd_create(2)).
int clinux_timer(long long nanoseconds);
/// A file without a name that exists only in memory; -1 on failure (memfd_create(2)).
int clinux_memory_file(void);
/// Asks the kernel to begin writing to disk the 8 MiB pieces of a file that end after `start` and not after `end`
/// (sync_file_range(2)), so that less is left for fsync(2). A hint: it promises nothing and reports no error.
void clinux_write_back(int file, long long start, long long end);
/// A pipe that no other program inherits: the reading end, then the writing end; -1 on failure (pipe2(2)).
int clinux_pipe(int ends[2]);
/// Locks or unlocks one byte of the file for this open file description, without waiting; 0, or -1 with `errno`
/// (fcntl_locking(2)).
int clinux_lock_byte(int file, long long place, _Bool is_locked);
/// Whether anything but this descriptor has the file open, here or in another process (fcntl(2), leases). Always false
/// on a file system without leases.
_Bool clinux_is_open_elsewhere(int file);
/// Whether another open file description has locked the byte. Locks nothing itself.
_Bool clinux_is_byte_locked(int file, long long place);
/// A descriptor that becomes readable when the child ends; -1 on failure (pidfd_open(2)).
int clinux_watch_child(int child);
/// Lets a child inherit nothing but standard input, output and error; `actions` is a `posix_spawn_file_actions_t`.
void clinux_close_rest(void *actions);
/// Flags for a child with the default signal handlers; a detached one has no controlling terminal (posix_spawn(3)).
short clinux_spawn_flags(_Bool is_detached);
