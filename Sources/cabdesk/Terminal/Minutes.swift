import CabdeskUI
import HelpdeskModels
import SystemKit

/// The minutes of the clock. Office hours and times of day change with them, and with nothing shorter.
enum Minutes {
    /// Posts each minute as it begins, until the task is cancelled.
    static func post(to mailbox: Mailbox) async {
        while true {
            let intoMinute = Timestamp.now.milliseconds % 60_000
            do { try await MachineTimer.sleep(for: .milliseconds(60_000 - intoMinute)) } catch { return }
            mailbox.post(.minutePassed(.now))
        }
    }
}
