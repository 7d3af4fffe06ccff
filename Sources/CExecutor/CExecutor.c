#define _GNU_SOURCE
#include "CExecutor.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The part of Swift's runtime that lets a program replace the global executor (swift/Runtime/Concurrency.h).

#define SWIFT __attribute__((swiftcall))

typedef struct SwiftJob SwiftJob;
typedef struct {
    void *identity;
    uintptr_t implementation;
} SwiftExecutor;
typedef SWIFT void Enqueue(SwiftJob *);

extern SWIFT void (*swift_task_enqueueGlobal_hook)(SwiftJob *, Enqueue *original);
extern SWIFT void swift_job_run(SwiftJob *, SwiftExecutor);

// Everything below is under this lock.
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

void cexecutor_begin(void) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    maximum_threads = processors > 1 ? (size_t)processors : 1;
    swift_task_enqueueGlobal_hook = enqueue;
}
