// What RunTemplates (evtx_reader.h) is made of.
#pragma once

#include "evtx/evtx_reader.h"
#include "evtx/template_library.h"

namespace logonloom {

struct RunTemplates::Impl {
  evtx::TemplateLibrary library;
};

}  // namespace logonloom
