// Windows' errors as the ones that the program knows.
#pragma once

namespace logonloom {

// Throws std::system_error for GetLastError(): EIO of the generic category if the medium failed.
[[noreturn]] void ThrowLastError();

}  // namespace logonloom
