// Claims in one line each, for whoever reads why a test failed.
#pragma once

#include <string>

#include "logonloom/sessions.h"

namespace logonloom {

std::string BootText(const Correlation& c, Index boot);
std::string LogonText(const Correlation& c, Index logon);    // «none» for kNone
std::string LocalText(const Correlation& c, Index local);
std::string AccessText(const Correlation& c, Index access);

}  // namespace logonloom
