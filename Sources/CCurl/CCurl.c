#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#include <dlfcn.h>
#include <stddef.h>

// The functions of libcurl that are used, each under its own name.
#define CCURL_FUNCTIONS(DO) \
    DO(curl_global_init) DO(curl_easy_init) DO(curl_easy_cleanup) DO(curl_easy_strerror) DO(curl_easy_setopt) DO(curl_easy_getinfo) \
    DO(curl_slist_append) DO(curl_slist_free_all) DO(curl_multi_init) DO(curl_multi_cleanup) \
    DO(curl_multi_add_handle) DO(curl_multi_remove_handle) DO(curl_multi_perform) DO(curl_multi_info_read) \
    DO(curl_multi_poll) DO(curl_multi_wakeup)

#define CCURL_DECLARE(name) __typeof__(&name) name##_;
static struct { CCURL_FUNCTIONS(CCURL_DECLARE) } library;

bool ccurl_load(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    if (handle == NULL) return false;
#define CCURL_FIND(name) \
    *(void **)&library.name##_ = dlsym(handle, #name); \
    if (library.name##_ == NULL) return false;
    CCURL_FUNCTIONS(CCURL_FIND)
    return library.curl_global_init_(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

CURL *ccurl_easy_init(void) { return library.curl_easy_init_(); }

void ccurl_easy_cleanup(CURL *handle) { library.curl_easy_cleanup_(handle); }

const char *ccurl_easy_strerror(CURLcode code) { return library.curl_easy_strerror_(code); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
    return library.curl_slist_append_(list, text);
}

void ccurl_slist_free_all(struct curl_slist *list) { library.curl_slist_free_all_(list); }

CURLM *ccurl_multi_init(void) { return library.curl_multi_init_(); }

CURLMcode ccurl_multi_cleanup(CURLM *multi) { return library.curl_multi_cleanup_(multi); }

CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *handle) { return library.curl_multi_add_handle_(multi, handle); }

CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *handle) {
    return library.curl_multi_remove_handle_(multi, handle);
}

CURLMcode ccurl_multi_perform(CURLM *multi, int *running) { return library.curl_multi_perform_(multi, running); }

CURLMsg *ccurl_multi_info_read(CURLM *multi, int *left) { return library.curl_multi_info_read_(multi, left); }

CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds) {
    return library.curl_multi_poll_(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode ccurl_multi_wakeup(CURLM *multi) { return library.curl_multi_wakeup_(multi); }

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return library.curl_easy_setopt_(handle, option, value);
}

CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return library.curl_easy_setopt_(handle, option, value);
}

CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
    return library.curl_easy_setopt_(handle, option, value);
}

CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return library.curl_easy_setopt_(handle, option, value);
}

CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return library.curl_easy_setopt_(handle, option, value);
}

CURLcode ccurl_set_write(CURL *handle, CURLoption option, curl_write_callback value) {
    return library.curl_easy_setopt_(handle, option, value);
}

CURLcode ccurl_set_read(CURL *handle, curl_read_callback value) {
    return library.curl_easy_setopt_(handle, CURLOPT_READFUNCTION, value);
}

CURLcode ccurl_set_seek(CURL *handle, curl_seek_callback value) {
    return library.curl_easy_setopt_(handle, CURLOPT_SEEKFUNCTION, value);
}

long ccurl_get_long(CURL *handle, CURLINFO info) {
    long value = 0;
    return library.curl_easy_getinfo_(handle, info, &value) == CURLE_OK ? value : 0;
}

curl_off_t ccurl_get_size(CURL *handle, CURLINFO info) {
    curl_off_t value = 0;
    return library.curl_easy_getinfo_(handle, info, &value) == CURLE_OK ? value : 0;
}
