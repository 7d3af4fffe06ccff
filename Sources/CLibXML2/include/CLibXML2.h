#pragma once

#include <stdbool.h>

// The parsers of libxml2, loaded when the first document is read. It brings ICU with it, whose 30 MB take a start of the
// client longer to load than its first screen to paint, and only Request Tracker's messages and object stores need it. So
// the programs are not linked with it: `clibxml2_load` comes before everything else here.

typedef struct _xmlDoc XMLDocument;
typedef struct _xmlNode XMLNode;

enum clibxml2_kind { CLIBXML2_TEXT, CLIBXML2_ELEMENT, CLIBXML2_OTHER };

/// Loads libxml2, if that has not happened yet; false if it is not there.
bool clibxml2_load(void);

/// Parses UTF-8, whatever mistakes are in it; NULL if there is no document in it. Never reads anything else.
XMLDocument *clibxml2_parse_html(const char *html, int length);
/// Parses XML; NULL if it is not well-formed, or nested more than 256 deep. Never reads anything else.
XMLDocument *clibxml2_parse_xml(const char *xml, int length);
void clibxml2_free(XMLDocument *document);
/// NULL for an empty document.
const XMLNode *clibxml2_root(XMLDocument *document);

enum clibxml2_kind clibxml2_kind_of(const XMLNode *node);
const XMLNode *clibxml2_next(const XMLNode *node);
const XMLNode *clibxml2_children(const XMLNode *node);
/// The name of an element, in the case in which it was written; NULL if there is none.
const char *clibxml2_name(const XMLNode *node);
/// The text of a node of text; NULL if there is none.
const char *clibxml2_content(const XMLNode *node);
/// To be freed by the caller; NULL if the element has no such attribute.
char *clibxml2_attribute(const XMLNode *element, const char *name);
