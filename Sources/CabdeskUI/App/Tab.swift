/// The three sections of the support desk.
public enum Tab: Int, CaseIterable, Sendable {
    case tickets
    case create
    case customerPage
}
