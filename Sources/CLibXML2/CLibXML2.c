// Debian's libxml2 would pull in the headers of ICU. Nothing of what is used here depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include "CLibXML2.h"

#include <dlfcn.h>
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <stddef.h>

// The functions of libxml2 that are used, each under its own name.
#define CLIBXML2_FUNCTIONS(DO) DO(htmlReadMemory) DO(xmlFreeDoc) DO(xmlDocGetRootElement) DO(xmlGetProp)

#define CLIBXML2_DECLARE(name) __typeof__(&name) name##_;
static struct { CLIBXML2_FUNCTIONS(CLIBXML2_DECLARE) } library;

// What is read of a document has been the same in all of them.
static const char *const names[] = {"libxml2.so.2", "libxml2.so.16"};

bool clibxml2_load(void) {
    void *handle = NULL;
    for (size_t index = 0; handle == NULL && index < sizeof names / sizeof *names; index++) {
        handle = dlopen(names[index], RTLD_LAZY | RTLD_LOCAL);
    }
    if (handle == NULL) return false;
#define CLIBXML2_FIND(name) \
    *(void **)&library.name##_ = dlsym(handle, #name); \
    if (library.name##_ == NULL) return false;
    CLIBXML2_FUNCTIONS(CLIBXML2_FIND)
    return true;
}

HTMLDocument *clibxml2_parse(const char *html, int length) {
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    return library.htmlReadMemory_(html, length, NULL, "UTF-8", options);
}

void clibxml2_free(HTMLDocument *document) { library.xmlFreeDoc_(document); }

const HTMLNode *clibxml2_root(HTMLDocument *document) { return library.xmlDocGetRootElement_(document); }

enum clibxml2_kind clibxml2_kind_of(const HTMLNode *node) {
    switch (node->type) {
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE: return CLIBXML2_TEXT;
    case XML_ELEMENT_NODE: return CLIBXML2_ELEMENT;
    default: return CLIBXML2_OTHER;
    }
}

const HTMLNode *clibxml2_next(const HTMLNode *node) { return node->next; }

const HTMLNode *clibxml2_children(const HTMLNode *node) { return node->children; }

const char *clibxml2_name(const HTMLNode *node) { return (const char *)node->name; }

const char *clibxml2_content(const HTMLNode *node) { return (const char *)node->content; }

char *clibxml2_attribute(const HTMLNode *element, const char *name) {
    // The manual asks for `xmlFree`, which is `free` unless it is replaced.
    return (char *)library.xmlGetProp_((xmlNodePtr)element, (const xmlChar *)name);
}
