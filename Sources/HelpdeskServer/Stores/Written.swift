/// What a write leads to: the value to answer with, and whether the write made something new or was a repetition.
struct Written<Value: Sendable>: Sendable {
    var value: Value
    var isNew: Bool
}
