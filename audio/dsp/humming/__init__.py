"""A hum as notes: heard (`hearing`), counted (`timing`) and put right (`notes`)."""
