#pragma once

// Threads for the tasks of Swift that wake only when there is something to do.
//
// By default these tasks run on queues of libdispatch. As soon as one of its shared threads has run anything, libdispatch
// for Linux looks every second whether such threads are blocked (`_dispatch_workq_monitor_pools`), for as long as the
// program runs, and nothing turns that off. A program that is open all day would wake all day.
//
// The main queue, which has the tasks of the main actor, would be served by such a thread as well, and hear of a key from
// another one. Here the main thread serves it, and waits with one poll(2) for that queue and for the descriptors that it
// watches. So a key wakes one thread.

/// Lets tasks run on threads of their own from now on, as many at a time as there are processors, and the main actor's on
/// the main thread. To be called first of all, before anything runs beside the main thread.
void cexecutor_begin(void);

typedef void cexecutor_handler(void *context);

/// Calls the handler on the main thread as long as the descriptor can be read, or has ended. For the main thread alone.
/// Each descriptor has one watch at a time, and each watch a context of its own.
void cexecutor_watch(int descriptor, cexecutor_handler *handler, void *context);

/// Ends the watch with this context, if there is one.
void cexecutor_unwatch(void *context);
