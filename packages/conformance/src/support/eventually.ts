/** Repeats an assertion until it passes. Throws its last failure when the time has expired. */
export async function eventually(assertion: () => unknown, withinMs = 2_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
