// Texts and small binaries of single fields. What parses has to parse again from its canonical
// form.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/ip_address.h"
#include "base/text.h"
#include "base/time.h"
#include "model/identifiers.h"

namespace {

void Expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace logonloom;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto address = ParseIpAddress(text)) {
    const auto again = ParseIpAddress(address->text);
    Expect(again && again->text == address->text && again->loopback == address->loopback);
  }
  if (const auto time = ParseTime(text)) Expect(ParseTime(FormatTime(*time)) == time);
  if (const auto guid = ParseGuid(text)) Expect(ParseGuid(FormatGuid(*guid).value()) == guid);
  if (const auto sid = FormatSid(text)) Expect(sid->starts_with("S-1-") == IsSidText(*sid));
  if (const auto number = ParseUnsigned(text)) Expect(ParseUnsigned(HexText(*number)) == number);
  ParseSigned(text);
  return 0;
}
