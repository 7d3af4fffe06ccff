#pragma once

// Threads for the tasks of Swift that wake only when there is something to do.
//
// By default these tasks run on queues of libdispatch. As soon as one of its shared threads has run anything, libdispatch
// for Linux looks every second whether such threads are blocked (`_dispatch_workq_monitor_pools`), for as long as the
// program runs, and nothing turns that off. A program that is open all day would wake all day.

/// Lets tasks run on threads of their own from now on, as many at a time as there are processors. To be called first of
/// all, before anything runs beside the main thread.
void cexecutor_begin(void);
