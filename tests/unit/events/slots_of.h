// What a normaliser made of a record, in a form that a test can state in full.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "events/normaliser.h"
#include "logonloom/event.h"
#include "record_builder.h"

namespace logonloom {

// Slot → value, of all slots that are not empty, system slots and the hash aside. Times in ISO
// form, numbers decimal, logon ids and status codes in hex.
using SlotMap = std::map<std::string, std::string>;
SlotMap SlotsOf(const Event& event);

class NormaliserTest : public testing::Test {
 protected:
  // Expects that both forms of the record give this kind and these slots, no others, the same
  // hash, and no diagnostics.
  void ExpectEvent(RecordBuilder& builder, EventKind kind, const SlotMap& slots);
  // The event of one record, which must be known.
  Event EventOf(const Record& record);
  Disposition Normalise(const Record& record);

  StringPool pool_;
  std::unique_ptr<Normaliser> normaliser_ = MakeNormaliser(pool_);
  Event event_;                          // of the last record
  std::vector<Diagnostic> diagnostics_;  // of the last record
};

}  // namespace logonloom
