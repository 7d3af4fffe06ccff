#pragma once

#include <curl/curl.h>
#include <stdbool.h>

// libcurl by another name. It brings thirty libraries with it, which take longer to load than all the rest of the
// program, and nobody waits for the network to see the first screen. So the program is not linked with it: `ccurl_load`
// loads it, and comes before everything else here.
//
// Setting options is variadic in C, which Swift does not import: one function for each kind of argument.

/// Loads and initialises libcurl, which is to happen once; false if it is not there or too old.
bool ccurl_load(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *handle);
const char *ccurl_easy_strerror(CURLcode code);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
CURLMcode ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *handle);
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *handle);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
CURLMsg *ccurl_multi_info_read(CURLM *multi, int *left);
/// Waits for the transfers, for a wake-up, or so many milliseconds.
CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds);
CURLMcode ccurl_multi_wakeup(CURLM *multi);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_write(CURL *handle, CURLoption option, curl_write_callback value);
CURLcode ccurl_set_read(CURL *handle, curl_read_callback value);
CURLcode ccurl_set_seek(CURL *handle, curl_seek_callback value);
/// Zero if libcurl does not tell.
curl_off_t ccurl_get_size(CURL *handle, CURLINFO info);
long ccurl_get_long(CURL *handle, CURLINFO info);

static inline size_t ccurl_read_abort(void) { return CURL_READFUNC_ABORT; }
