import HelpdeskCore

/// Where something stands on its way to the backend, as JSON.
struct DeliveryJSON: Encodable {
    let state: String
    /// Why it was refused; absent otherwise.
    let error: ErrorJSON?

    init(_ delivery: Delivery) {
        switch delivery {
        // To a script, what is held for a moment is queued.
        case .queued, .held: (state, error) = ("queued", nil)
        case .sending: (state, error) = ("sending", nil)
        case .failed(let cause): (state, error) = ("failed", ErrorJSON(cause))
        }
    }
}
