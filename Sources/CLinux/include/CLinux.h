#pragma once

// What Linux offers by variadic functions, macros and extensions, none of which Swift imports.

/// No core dump of this process, and no other process of the user may look into it (core(5), prctl(2)).
void clinux_forbid_dumps(void);
/// Whether a core dump of this process can be made.
_Bool clinux_can_be_dumped(void);

/// A file in memory alone, without a name; -1 if there can be none (memfd_create(2)).
int clinux_memory_file(void);
/// Has the kernel begin to write to the disk the whole pieces of 8 MiB of a file that end after the one offset and up to
/// the other (sync_file_range(2)), so that less is left for fsync(2). A hint: nothing is promised, and no error is said.
void clinux_write_back(int file, long long start, long long end);
/// A pipe that no other program inherits: the end that is read, then the other; -1 if there can be none (pipe2(2)).
int clinux_pipe(int ends[2]);
/// Locks one byte of the file, or unlocks it, for this opening of the file, without waiting; 0, or -1 with `errno`
/// (fcntl_locking(2), open file description locks).
int clinux_lock_byte(int file, long long place, _Bool is_locked);
/// Whether anything but this descriptor has the file open, here or in another process (fcntl(2), leases). Never where
/// the file system has no leases.
_Bool clinux_is_open_elsewhere(int file);
/// Whether another opening of the file has the byte locked; nothing is locked by asking.
_Bool clinux_is_byte_taken(int file, long long place);
/// A descriptor that becomes readable when the child ends; -1 if there can be none (pidfd_open(2)).
int clinux_watch_child(int child);
/// Lets a child inherit nothing but standard input, output and error; `actions` is a `posix_spawn_file_actions_t`.
void clinux_close_rest(void *actions);
/// Flags for a child without a controlling terminal and with the signals' defaults (posix_spawn(3)).
short clinux_detached(void);
