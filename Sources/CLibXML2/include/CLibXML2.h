#pragma once

#include <stdbool.h>

// The HTML parser of libxml2, loaded when the first HTML is read. It brings ICU with it, whose 30 MB take a start of the
// program longer to load than its first screen to paint, and only Request Tracker's messages need it. So the program is
// not linked with it: `clibxml2_load` comes before everything else here.

typedef struct _xmlDoc HTMLDocument;
typedef struct _xmlNode HTMLNode;

enum clibxml2_kind { CLIBXML2_TEXT, CLIBXML2_ELEMENT, CLIBXML2_OTHER };

/// Loads libxml2, which is to happen once; false if it is not there.
bool clibxml2_load(void);

/// Parses UTF-8, whatever mistakes are in it; NULL if there is no document in it. Never reads anything else.
HTMLDocument *clibxml2_parse(const char *html, int length);
void clibxml2_free(HTMLDocument *document);
/// NULL for an empty document.
const HTMLNode *clibxml2_root(HTMLDocument *document);

enum clibxml2_kind clibxml2_kind_of(const HTMLNode *node);
const HTMLNode *clibxml2_next(const HTMLNode *node);
const HTMLNode *clibxml2_children(const HTMLNode *node);
/// The name of an element, in the case in which it was written; NULL if there is none.
const char *clibxml2_name(const HTMLNode *node);
/// The text of a node of text; NULL if there is none.
const char *clibxml2_content(const HTMLNode *node);
/// To be freed by the caller; NULL if the element has no such attribute.
char *clibxml2_attribute(const HTMLNode *element, const char *name);
