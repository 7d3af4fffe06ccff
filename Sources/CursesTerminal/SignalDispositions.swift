import Foundation

/// The actions for the signals that ncurses takes over when it makes a screen.
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
