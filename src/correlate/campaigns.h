// Failed attempts of one source in one boot, whatever the account.
#pragma once

#include <vector>

#include "correlate/access_table.h"
#include "correlate/attempts.h"

namespace logonloom {

// `access` must be complete and in its final order.
std::vector<AttemptGroup> FindCampaigns(const BulkList<FailedAttempt>& attempts,
                                        const AccessTable& access);

}  // namespace logonloom
