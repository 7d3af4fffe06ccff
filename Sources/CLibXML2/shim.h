#pragma once

// Debian's libxml2 would pull in the headers of ICU, which clash with those of Foundation's own. Nothing of what is used
// here depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
