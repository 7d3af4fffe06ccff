/// How long to wait after so many failures: 1, 2, 4 … seconds, at most a minute.
enum BotBackOff {
    static func seconds(after attempts: Int) -> Double {
        Double(min(60, 1 << min(max(attempts - 1, 0), 6)))
    }
}
