/// Does what `update` asks for, and posts what came of it.
public protocol EffectRunning: Sendable {
    /// Begins an effect; returns at once.
    func run(_ effect: Effect)

    /// Returns when everything that was begun is done and has posted its answer.
    func settle() async

    /// Returns when everything that writes is done.
    func finish() async
}
