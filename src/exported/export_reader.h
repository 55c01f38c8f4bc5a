// Events that other programs exported as text: Windows' Event XML, and JSON Lines.
#pragma once

#include <memory>

#include "logonloom/record.h"

namespace logonloom {

// Both deliver every event that they can read, as listed records, with all values as text or
// numbers; what cannot be read is rejected with a diagnostic. Neither accounts for bytes.

// `wevtutil qe LOG /f:xml`, «Save events as XML» of Event Viewer, Get-WinEvent's ToXml, evtx_dump,
// Splunk: <Event> elements one after the other, under a root or not, in UTF-8 or UTF-16.
std::unique_ptr<RecordReader> MakeXmlReader();

// One JSON object an event, a line or several, or an array of them, as evtx_dump, EvtxECmd,
// Winlogbeat (and what keeps its names), NXLog, Velociraptor or scripts on Get-WinEvent write them.
std::unique_ptr<RecordReader> MakeJsonReader();

}  // namespace logonloom
