import Foundation

/// What the process does at the signals that ncurses takes for itself when a screen is made.
struct SignalDispositions {
    private let saved: [(signal: Int32, action: sigaction)]

    /// As they are now.
    init() {
        saved = [SIGINT, SIGTERM, SIGTSTP, SIGWINCH].map { signal in
            var action = sigaction()
            sigaction(signal, nil, &action)
            return (signal, action)
        }
    }

    func restore() {
        for (signal, action) in saved {
            var action = action
            sigaction(signal, &action, nil)
        }
    }
}
