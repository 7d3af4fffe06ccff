// Debian's libxml2 would pull in the headers of ICU. Nothing of what is used here depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include "CLibXML2.h"

#include <dlfcn.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <pthread.h>
#include <stddef.h>

// The functions of libxml2 that are used, each under its own name.
#define CLIBXML2_FUNCTIONS(DO) \
    DO(htmlReadMemory) DO(xmlReadMemory) DO(xmlFreeDoc) DO(xmlDocGetRootElement) DO(xmlGetProp)

#define CLIBXML2_DECLARE(name) __typeof__(&name) name##_;
static struct { CLIBXML2_FUNCTIONS(CLIBXML2_DECLARE) } library;

// What is read of a document has been the same in all of them.
static const char *const names[] = {"libxml2.so.2", "libxml2.so.16"};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_loaded;

static void load(void) {
    void *handle = NULL;
    for (size_t index = 0; handle == NULL && index < sizeof names / sizeof *names; index++) {
        handle = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
    }
    if (handle == NULL) return;
#define CLIBXML2_FIND(name) \
    *(void **)&library.name##_ = dlsym(handle, #name); \
    if (library.name##_ == NULL) return;
    CLIBXML2_FUNCTIONS(CLIBXML2_FIND)
    is_loaded = true;
}

bool clibxml2_load(void) {
    pthread_once(&once, load);
    return is_loaded;
}

XMLDocument *clibxml2_parse_html(const char *html, int length) {
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    return library.htmlReadMemory_(html, length, NULL, "UTF-8", options);
}

XMLDocument *clibxml2_parse_xml(const char *xml, int length) {
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    return library.xmlReadMemory_(xml, length, NULL, NULL, options);
}

void clibxml2_free(XMLDocument *document) { library.xmlFreeDoc_(document); }

const XMLNode *clibxml2_root(XMLDocument *document) { return library.xmlDocGetRootElement_(document); }

enum clibxml2_kind clibxml2_kind_of(const XMLNode *node) {
    switch (node->type) {
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE: return CLIBXML2_TEXT;
    case XML_ELEMENT_NODE: return CLIBXML2_ELEMENT;
    default: return CLIBXML2_OTHER;
    }
}

const XMLNode *clibxml2_next(const XMLNode *node) { return node->next; }

const XMLNode *clibxml2_children(const XMLNode *node) { return node->children; }

const char *clibxml2_name(const XMLNode *node) { return (const char *)node->name; }

const char *clibxml2_content(const XMLNode *node) { return (const char *)node->content; }

char *clibxml2_attribute(const XMLNode *element, const char *name) {
    // The manual asks for `xmlFree`, which is `free` unless it is replaced.
    return (char *)library.xmlGetProp_((xmlNodePtr)element, (const xmlChar *)name);
}
