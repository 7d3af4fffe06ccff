#define _GNU_SOURCE
#include "CExecutor.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

// The part of Swift's runtime that lets a program replace the global executor and the loop of the main thread
// (swift/Runtime/Concurrency.h).

#define SWIFT __attribute__((swiftcall))

typedef struct SwiftJob SwiftJob;
typedef struct {
    void *identity;
    uintptr_t implementation;
} SwiftExecutor;
typedef SWIFT void Enqueue(SwiftJob *);
typedef SWIFT void Drain(void);
typedef SWIFT void DrainOverride(Drain *original);

extern SWIFT void (*swift_task_enqueueGlobal_hook)(SwiftJob *, Enqueue *original);
extern SWIFT void (*swift_task_asyncMainDrainQueue_hook)(Drain *original, DrainOverride *override);
extern SWIFT void swift_job_run(SwiftJob *, SwiftExecutor);

// What libdispatch offers to a loop that serves its main queue, as Foundation's does (dispatch/private.h). The tasks of the
// main actor come by that queue.
extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *unused);

// MARK: Tasks

// Everything down to the main thread is under this lock.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/// Jobs that are due, oldest first, in a ring.
static struct {
    SwiftJob **jobs;
    size_t first, count, room;
} due;
static pthread_cond_t arrival = PTHREAD_COND_INITIALIZER;
/// Threads that wait for a job and were not promised one yet.
static size_t idle_threads, threads, maximum_threads;

/// Room for one more; a program without memory for a few words cannot go on.
static void *enlarged(void *items, size_t size) {
    items = realloc(items, size);
    if (items == NULL) abort();
    return items;
}

static void append(SwiftJob *job) {
    if (due.count == due.room) {
        size_t room = due.room == 0 ? 64 : 2 * due.room;
        due.jobs = enlarged(due.jobs, room * sizeof *due.jobs);
        // What had gone round to the beginning goes on behind the old end.
        memcpy(due.jobs + due.room, due.jobs, due.first * sizeof *due.jobs);
        due.room = room;
    }
    due.jobs[(due.first + due.count++) % due.room] = job;
}

static void *run_jobs(void *unused) {
    pthread_mutex_lock(&lock);
    for (;;) {
        while (due.count == 0) {
            idle_threads++;
            pthread_cond_wait(&arrival, &lock);
        }
        SwiftJob *job = due.jobs[due.first];
        due.first = (due.first + 1) % due.room;
        due.count--;
        pthread_mutex_unlock(&lock);
        swift_job_run(job, (SwiftExecutor){NULL, 0});
        pthread_mutex_lock(&lock);
    }
    return unused;
}

/// Begins a thread that takes no signals but those of its own faults; false if there are no more threads.
static bool begin_thread(const char *name, void *(*body)(void *)) {
    sigset_t blocked, before;
    sigfillset(&blocked);
    static const int faults[] = {SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV, SIGSYS, SIGPIPE};
    for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) sigdelset(&blocked, faults[index]);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    pthread_t thread;
    bool has_begun = pthread_create(&thread, NULL, body, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!has_begun) return false;
    pthread_setname_np(thread, name);
    pthread_detach(thread);
    return true;
}

/// Sees to it that a thread takes a job; false if there is none that could.
static bool call_thread(void) {
    if (idle_threads > 0) {
        idle_threads--;
        pthread_cond_signal(&arrival);
    } else if (threads < maximum_threads && begin_thread("tasks", run_jobs)) {
        threads++;
    }
    return threads > 0;
}

static SWIFT void enqueue(SwiftJob *job, Enqueue *original) {
    pthread_mutex_lock(&lock);
    bool is_taken = call_thread();
    if (is_taken) append(job);
    pthread_mutex_unlock(&lock);
    if (!is_taken) original(job);
}

// MARK: The main thread

struct watch {
    int descriptor;
    cexecutor_handler *handler;
    void *context;
};

static struct watch *watches;
static size_t watch_count;

void cexecutor_watch(int descriptor, cexecutor_handler *handler, void *context) {
    watches = enlarged(watches, (watch_count + 1) * sizeof *watches);
    watches[watch_count++] = (struct watch){descriptor, handler, context};
}

void cexecutor_unwatch(void *context) {
    size_t kept = 0;
    for (size_t index = 0; index < watch_count; index++)
        if (watches[index].context != context) watches[kept++] = watches[index];
    watch_count = kept;
}

/// Calls who watches the descriptor, unless the watch was ended meanwhile.
static void call_watch(int descriptor) {
    for (size_t index = 0; index < watch_count; index++)
        if (watches[index].descriptor == descriptor) return watches[index].handler(watches[index].context);
}

/// Runs what is due on the main queue.
static void serve(int queue) {
    // So that it is readable only when something is added again (eventfd(2)).
    eventfd_t count;
    eventfd_read(queue, &count);
    _dispatch_main_queue_callback_4CF(NULL);
}

/// Waits until the main queue has something or a descriptor can be read, and calls who watches it.
static void look(int queue) {
    enum { QUEUE, FIRST };
    static struct pollfd *polled;
    size_t count = FIRST + watch_count;
    polled = enlarged(polled, count * sizeof *polled);
    polled[QUEUE] = (struct pollfd){queue, POLLIN, 0};
    for (size_t index = 0; index < watch_count; index++)
        polled[FIRST + index] = (struct pollfd){watches[index].descriptor, POLLIN, 0};
    // Interrupted by a signal, it has nothing: the signal's handler has written to a pipe.
    if (poll(polled, count, -1) <= 0) return;
    if (polled[QUEUE].revents != 0) serve(queue);
    for (size_t index = FIRST; index < count; index++)
        if (polled[index].revents != 0) call_watch(polled[index].fd);
}

static SWIFT void run_main(Drain *original, DrainOverride *override) {
    (void)original, (void)override;
    int queue = _dispatch_get_main_queue_handle_4CF();
    for (;;) look(queue);
}

void cexecutor_begin(void) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    maximum_threads = processors > 1 ? (size_t)processors : 1;
    swift_task_enqueueGlobal_hook = enqueue;
    swift_task_asyncMainDrainQueue_hook = run_main;
}
