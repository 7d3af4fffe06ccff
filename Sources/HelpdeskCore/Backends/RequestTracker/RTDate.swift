import HelpdeskModels

/// RT's dates: `2026-11-22T18:30:57Z`, in whole seconds; what is unset is written as 1970.
enum RTDate {
    static func read(_ text: String) -> Timestamp? {
        guard let time = Timestamp(text), time.milliseconds > 0 else { return nil }
        return time
    }
}
