// Pages do without a glance at disguises: a page checks one comment at a time, and reads all of it
// before anybody sees a difference. Where rules want words as they are typed, the glance stays.
#include "glance_look.h"

namespace precheck {

bool Glance::Look::is_there() { return false; }

bool Glance::Look::run() { return true; }

}  // namespace precheck
